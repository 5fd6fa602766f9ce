/**
 * What a race can try: the second word of "name -> candidates -> ordered -> race -> winner -> socket".
 *
 * <p>Usually an address and a port; a tunnel, a proxy or anything else that ends in a connected socket joins as a
 * {@link io.happyconnect.candidate.DialableCandidate}. Depends on the JDK alone, so that resolving, ordering and racing
 * can share these words without knowing each other.
 */
@NullMarked
package io.happyconnect.candidate;

import org.jspecify.annotations.NullMarked;
