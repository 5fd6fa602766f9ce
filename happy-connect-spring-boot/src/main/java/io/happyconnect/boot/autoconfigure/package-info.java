/** Auto-configuration: what an application gets by having Happy Connect on its class path, and the properties that shape it. */
@NullMarked
package io.happyconnect.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
