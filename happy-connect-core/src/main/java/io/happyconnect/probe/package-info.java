/** Asking the kernel's routing table, for those who resolve and those who order. Not exported. */
@NullMarked
package io.happyconnect.probe;

import org.jspecify.annotations.NullMarked;
