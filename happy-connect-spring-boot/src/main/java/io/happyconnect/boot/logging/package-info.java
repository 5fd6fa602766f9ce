/** What the log says of races. */
@NullMarked
package io.happyconnect.boot.logging;

import org.jspecify.annotations.NullMarked;
