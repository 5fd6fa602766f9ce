/** Uses the pages of the project in a real browser. */
@NullMarked
package io.happyconnect.browser;

import org.jspecify.annotations.NullMarked;
