package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressCandidate;
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
     * Begins to resolve a target and returns without waiting for a network. Must not block: it is called on the thread that
     * called {@code connect}, which no deadline, close or interrupt reaches before it has returned. A lookup that blocks
     * becomes a resolver by {@link #blocking}. What is known at once (a cache, a table) is best answered before this method
     * returns: then the happy path of a connect involves no other thread.
     *
     * <p>A resolver that asks for each family by itself need not ask for one that the host has no route for (see
     * {@link Connectivity}): it tells {@link Answers#answered} with an empty list for it at once, so that no race waits for it.
     *
     * @param target host and port; the host is a name, never an IP literal
     * @param answers takes what is found, on any thread; must be told {@link Answers#done()} in the end
     * @return a handle to cancel the lookup with
     * @throws RuntimeException counts as a failed lookup
     */
    Lookup resolve(Target target, Answers answers);

    /**
     * What is known of a target by now: the complete answer, of both families. If there is one, {@link #resolve} is not called, and
     * nothing else is asked; that saves a connector from sorting the same addresses again and again. Called for every connect that
     * may use it, on the thread that connects. Must not block: no deadline has begun.
     *
     * <p>A resolver around another one that changes what {@code resolve} finds has to change this likewise, or leave the default.
     *
     * @param target host and port; the host is a name, never an IP literal
     * @return an immutable list: the same object for as long as the answer is the same, another one once it is not, for one that
     *     changes may go unnoticed; empty, the default, to be asked by {@code resolve}
     * @throws RuntimeException counts as an empty list
     */
    default List<AddressCandidate> known(Target target) {
        return List.of();
    }

    /**
     * The platform's own resolution (getaddrinfo), with a cache of a few seconds.
     *
     * @return a new resolver with threads and a cache of its own; may be closed, and leaks nothing if it is not
     */
    static SystemResolver system() {
        return new SystemResolver();
    }

    /**
     * A lookup that blocks, such as that of a service registry or {@code okhttp3.Dns}, on threads of its own: up to 64 at
     * once, one for all who ask for the same name at the same time, and without a cache.
     *
     * <pre>{@code
     * Resolver.blocking(dns::lookup)
     * }</pre>
     *
     * @param hostLookup asked for every name, {@code localhost} included
     * @return a new resolver; may be closed, which interrupts the lookups, and leaks nothing if it is not
     */
    static BlockingResolver blocking(HostLookup hostLookup) {
        return new BlockingResolver(hostLookup, LookupThreads.system(), AddressCache.none());
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
