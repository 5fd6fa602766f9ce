package io.happyconnect.resolve;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/** The resolver with threads, shared lookups and a cache, with all of them made up but the resolver. */
public final class SimulatedLookups {

    private SimulatedLookups() {}

    public static BlockingResolver resolver(
            HostLookup lookup,
            int maxThreads,
            ThreadFactory threads,
            int maxNames,
            Duration lifetime,
            LongSupplier clock) {
        return new BlockingResolver(
                lookup,
                new LookupThreads(maxThreads, Duration.ZERO, threads),
                new AddressCache(maxNames, lifetime.toNanos(), clock));
    }
}
