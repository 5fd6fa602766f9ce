package io.happyconnect.route;

import io.happyconnect.candidate.Dial;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;

/** What lies below a {@link RouteLayer}, with the address filter and the socket options of the connect it is asked for. */
public interface Below {

    /**
     * Looks for ways to a target without the layer that asks. An IP literal is answered with its address.
     *
     * @param target host and port; the host may be a literal
     * @param answers takes what is found, on any thread
     * @return a handle to cancel the lookup with
     */
    Lookup resolve(Target target, Answers answers);

    /**
     * Prepares the connection that a way of the layer begins with: to a proxy, to a jump host. It is a race of its own below
     * the layer, with the settings of the connector, heard by its listeners, and without a deadline of its own: whoever
     * connects through it cancels it. Does no I/O.
     *
     * @param target the proxy or the jump host
     * @return one connection, not yet begun; the socket it gives is plain, and belongs to whoever called
     */
    Dial dial(Target target);
}
