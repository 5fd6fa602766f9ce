package io.happyconnect.route;

import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;

/**
 * Decides which ways there are to a target: its addresses, those of other targets, a proxy, a tunnel. Layers lie on top of
 * each other, the resolver at the bottom, and each knows only what is {@linkplain Below below} it; so nothing can lead back to
 * itself. Implementations are safe for any thread.
 *
 * <p>A layer is asked for IP literals as well, which a {@link io.happyconnect.resolve.Resolver} never is. It is not asked where
 * the caller of a connect has given the addresses.
 */
@FunctionalInterface
public interface RouteLayer {

    /**
     * Begins to look for ways and returns without waiting for a network. What holds for
     * {@link io.happyconnect.resolve.Resolver#resolve} holds here.
     *
     * @param target host and port; the host may be a literal
     * @param below the ways without this layer, for this one connect
     * @param answers takes what is found, on any thread; must be told {@link Answers#done()} in the end
     * @return a handle to cancel the lookup with
     * @throws RuntimeException counts as a failed lookup
     */
    Lookup resolve(Target target, Below below, Answers answers);
}
