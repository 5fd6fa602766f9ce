/**
 * Ways to a target that do not begin with its own addresses: {@linkplain io.happyconnect.route.Aliases aliases} stand for other
 * targets, and a {@link io.happyconnect.route.RouteLayer} of another kind may bring proxies or tunnels.
 *
 * <p>Layers lie on top of the resolver and know only what is below them.
 */
@NullMarked
package io.happyconnect.route;

import org.jspecify.annotations.NullMarked;
