/** Name -> candidates by the platform, one lookup for each family. */
@NullMarked
package io.happyconnect.perfamily;

import org.jspecify.annotations.NullMarked;
