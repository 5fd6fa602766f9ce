package io.happyconnect.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What is promised of crowds. Of those that were not run nothing is said. */
final class CrowdClaims {

    private static final int GREAT = 10_000;
    private static final double LATE_MILLIS = 350;

    // A busy machine changes the CPU time least.
    private static final double CPU_BESIDE_OKHTTP_ON_A_BUSY_MACHINE = 0.5;

    private static final int VERSION_OF_THE_COMPARISON = 17;

    private final List<CrowdOutcome> outcomes;
    private final List<Claim> claims = new ArrayList<>();

    private CrowdClaims(List<CrowdOutcome> outcomes) {
        this.outcomes = outcomes;
    }

    static List<Claim> of(List<CrowdOutcome> outcomes) {
        return of(outcomes, Runtime.version().feature());
    }

    /** The same on any version of Java. */
    static List<Claim> of(List<CrowdOutcome> outcomes, int version) {
        CrowdClaims claims = new CrowdClaims(outcomes);
        outcomes.stream()
                .filter(each -> !each.crowd().way().isPeer())
                .forEach(each -> claims.atMost("failed", each, each.failed(), 0, ""));
        claims.find(CrowdWay.ASYNC_DIRECT, GREAT, 0)
                .ifPresent(each -> claims.atMost("threads in all", each, each.threads(), 1, ""));
        claims.async(CrowdWay.ASYNC_DIRECT);
        claims.async(CrowdWay.ASYNC);
        claims.find(CrowdWay.VIRTUAL_CHANNEL, GREAT, 0).ifPresent(claims::virtual);
        claims.find(CrowdWay.ASYNC, GREAT, 1_000).ifPresent(claims::inTurn);
        if (version == VERSION_OF_THE_COMPARISON) {
            claims.beside(CrowdWay.OKHTTP, CrowdWay.ASYNC, "p50", CrowdOutcome::p50, 50);
            claims.beside(CrowdWay.OKHTTP, CrowdWay.CHANNEL, "p99", CrowdOutcome::p99, 20);
        }
        return claims.claims;
    }

    static List<Claim> quick(List<CrowdOutcome> outcomes) {
        CrowdClaims claims = new CrowdClaims(outcomes);
        CrowdOutcome ours = outcomes.get(0);
        claims.atMost("failed", ours, ours.failed(), 0, "");
        claims.atMost(
                "CPU beside OkHttp",
                ours,
                ours.cpuMicros() / outcomes.get(1).cpuMicros(),
                CPU_BESIDE_OKHTTP_ON_A_BUSY_MACHINE,
                "");
        return claims.claims;
    }

    private void async(CrowdWay way) {
        find(way, GREAT, 0).ifPresent(each -> {
            atMost("descriptors a race", each, each.descriptors(), 1.1, "");
            if (!Double.isNaN(each.heapBytes())) {
                atMost("heap a race", each, each.heapBytes(), 1_024, "B");
            }
            atMost("CPU a race", each, each.cpuMicros(), 100, "us");
            atMost("p99 beyond the ideal", each, each.p99(), LATE_MILLIS, "ms");
        });
    }

    private void virtual(CrowdOutcome each) {
        atMost("threads of the connector", each, each.ownThreads(), 1, "");
        atMost("more RSS", each, each.rssMegabytes(), 50, "MB");
        atMost("p99 beyond the ideal", each, each.p99(), LATE_MILLIS, "ms");
    }

    private void inTurn(CrowdOutcome each) {
        atMost("p50 beyond the ideal", each, each.p50(), 1, "ms");
        atMost("p99 beyond the ideal", each, each.p99(), 5, "ms");
    }

    private void beside(CrowdWay peer, CrowdWay way, String name, ToDoubleFunction<CrowdOutcome> value, double times) {
        Optional<CrowdOutcome> theirs = find(peer, GREAT, 0);
        Optional<CrowdOutcome> ours = find(way, GREAT, 0);
        if (theirs.isPresent() && ours.isPresent()) {
            double ratio = value.applyAsDouble(theirs.get()) / value.applyAsDouble(ours.get());
            // What was given up would have taken longer.
            long givenUp = (long) theirs.get().failed();
            String bound = givenUp == 0 ? "" : ", at least, for " + givenUp + " calls of the former were given up";
            claims.add(Claim.atLeast(
                    name + " of " + peer + " / that of " + describe(ours.get()) + bound, ratio, times, "times"));
        }
    }

    private void atMost(String what, CrowdOutcome of, double measured, double limit, String unit) {
        claims.add(Claim.atMost(what + ": " + describe(of), measured, limit, unit));
    }

    private static String describe(CrowdOutcome outcome) {
        return outcome.crowd() + ", " + outcome.crowd().way();
    }

    private Optional<CrowdOutcome> find(CrowdWay way, int races, int perSecond) {
        Crowd crowd = new Crowd(way, races, perSecond);
        return outcomes.stream().filter(each -> each.crowd().equals(crowd)).findFirst();
    }
}
