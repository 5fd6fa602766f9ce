package io.happyconnect.resolve;

import io.happyconnect.name.Target;
import java.util.List;

/**
 * Turns a target into candidates: a hosts file, DNS, a service registry, a list in the application's configuration.
 *
 * <p>Answers stream: a resolver that asks for AAAA and A separately hands on each as it arrives, and the race starts with
 * the first it may (RFC 8305 §3: "clients SHOULD NOT wait for both families of answers"). IP literals never reach a
 * resolver. Implementations are safe for any thread.
 */
@FunctionalInterface
public interface Resolver {

    /**
     * Begins to resolve a target and returns without waiting for a network. What is known at once (a cache, a table) is
     * best answered before this method returns: then the happy path of a connect involves no other thread.
     *
     * @param target host and port; the host is a name, never an IP literal
     * @param answers takes what is found, on any thread; must be told {@link Answers#done()} in the end
     * @return a handle to cancel the lookup with
     * @throws RuntimeException counts as a failed lookup
     */
    Lookup resolve(Target target, Answers answers);

    /**
     * The platform's own resolution (getaddrinfo), with a cache of a few seconds.
     *
     * @return a new resolver with threads and a cache of its own; may be closed, and leaks nothing if it is not
     */
    static SystemResolver system() {
        return new SystemResolver();
    }

    /**
     * Resolvers one after the other: the next is asked when the one before has ended without a candidate. Once a resolver
     * has brought one, everything it says is handed on, and the rest are not asked. If none brings any, the failures and
     * empty answers of all are handed on at the end. A resolver that throws has failed; one that is never done keeps the
     * chain waiting. Cancelling cancels the one that runs.
     *
     * @param resolvers at least one; they remain the caller's to close
     * @return the chain
     * @throws IllegalArgumentException if there is none
     */
    static Resolver chain(Resolver... resolvers) {
        return new ResolverChain(List.of(resolvers));
    }
}
