/** The words and keys that metrics, health and the endpoint share. */
@NullMarked
package io.happyconnect.boot.label;

import org.jspecify.annotations.NullMarked;
