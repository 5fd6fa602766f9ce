/** The front door: from a host name and a port to the connection that was made first. */
@NullMarked
package io.happyconnect;

import org.jspecify.annotations.NullMarked;
