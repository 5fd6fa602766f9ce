package io.happyconnect.boot.metrics;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.dns.observe.LookupReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what a DNS resolver asks and what its cache has to a meter registry. All tags are closed lists: names are not
 * among them. Safe for any thread.
 */
public final class LookupMetrics implements DnsListener {

    private record Query(String family, String outcome) {}

    /** The meters in one registry. */
    private static final class Meters {
        final MeterCache<Query, Timer> queries;
        final MeterCache<CacheUse, Counter> requests;
        final Counter evictions;

        Meters(MeterRegistry registry) {
            queries = new MeterCache<>(query -> RaceMeter.QUERIES
                    .timer()
                    .tags("network.type", query.family(), "outcome", query.outcome())
                    .register(registry));
            requests = new MeterCache<>(use -> RaceMeter.CACHE_REQUESTS
                    .counter()
                    .tag("result", use.toString())
                    .register(registry));
            evictions = RaceMeter.CACHE_EVICTIONS.counter().register(registry);
        }
    }

    private final Supplier<@Nullable MeterRegistry> source;
    private volatile @Nullable Meters meters;

    /**
     * Metrics of any number of resolvers.
     *
     * @param source gives the registry, or {@code null} while there is none; asked until it gives one, by
     *     any thread, so it must not block: a registry may depend on what connects
     */
    public LookupMetrics(Supplier<@Nullable MeterRegistry> source) {
        this.source = source;
    }

    @Override
    public void lookedUp(LookupReport report) {
        Meters known = meters();
        if (known != null) {
            var query = new Query(Labels.of(report.family()), report.outcome().toString());
            known.queries.of(query).record(report.duration());
        }
    }

    @Override
    public void cacheUsed(CacheUse use) {
        Meters known = meters();
        if (known != null) {
            known.requests.of(use).increment();
        }
    }

    @Override
    public void evicted() {
        Meters known = meters();
        if (known != null) {
            known.evictions.increment();
        }
    }

    private @Nullable Meters meters() {
        Meters known = meters;
        if (known == null) {
            MeterRegistry registry = source.get();
            if (registry != null) {
                known = new Meters(registry);
                meters = known;
            }
        }
        return known;
    }
}
