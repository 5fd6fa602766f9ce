/**
 * RFC 6724 address selection as this machine has it: {@link io.happyconnect.selection.AddressSelection} gives the rules of
 * {@code io.happyconnect.order} the source addresses, interfaces and policies they ask for.
 */
@NullMarked
package io.happyconnect.selection;

import org.jspecify.annotations.NullMarked;
