/** Whether connecting works, as a health contributor that opens no connection of its own. */
@NullMarked
package io.happyconnect.boot.health;

import org.jspecify.annotations.NullMarked;
