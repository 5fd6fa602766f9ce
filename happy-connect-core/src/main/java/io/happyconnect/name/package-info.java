/**
 * What a user names: a host and a port, or a host and a service, checked and in canonical form before anything is
 * looked up. Depends on nothing but the JDK and does no network I/O.
 */
@NullMarked
package io.happyconnect.name;

import org.jspecify.annotations.NullMarked;
