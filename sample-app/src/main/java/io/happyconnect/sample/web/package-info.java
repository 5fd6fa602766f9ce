/** The page on which a visitor tries Happy Connect: plain HTML made on the server, without scripts. */
@NullMarked
package io.happyconnect.sample.web;

import org.jspecify.annotations.NullMarked;
