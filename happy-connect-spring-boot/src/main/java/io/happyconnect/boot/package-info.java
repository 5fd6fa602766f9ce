/** Happy Connect in a Spring Boot application: auto-configuration, properties, metrics, health. */
@NullMarked
package io.happyconnect.boot;

import org.jspecify.annotations.NullMarked;
