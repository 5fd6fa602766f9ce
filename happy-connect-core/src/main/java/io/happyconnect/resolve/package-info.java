/**
 * Name -> candidates: resolvers that stream what they find and can be cancelled.
 *
 * <p>A {@link io.happyconnect.resolve.Resolver} turns a target into candidates, each family's answer handed on as it
 * comes. It knows nothing of ordering and racing.
 */
@NullMarked
package io.happyconnect.resolve;

import org.jspecify.annotations.NullMarked;
