/** The demonstration: a small Spring Boot application that uses Happy Connect as any other would. */
@NullMarked
package io.happyconnect.sample;

import org.jspecify.annotations.NullMarked;
