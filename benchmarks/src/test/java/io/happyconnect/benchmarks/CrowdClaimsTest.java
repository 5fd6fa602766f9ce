package io.happyconnect.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CrowdClaimsTest {

    private static final double UNKNOWN = Double.NaN;

    @Test
    void limitsBelongToWhatKeepsThem() {
        assertThat(claim(burst(CrowdWay.ASYNC_DIRECT, 350, 100, 1, 0, 1.1, 1_024)))
                .isNotEmpty()
                .allMatch(Claim::met);
    }

    @Test
    void whateverIsAboveItsLimitIsMissed() {
        assertThat(missed(burst(CrowdWay.ASYNC_DIRECT, 350.1, 101, 2, 0, 1.11, 1_025)))
                .extracting(Claim::what)
                .extracting(what -> what.substring(0, what.indexOf(':')))
                .containsExactly(
                        "threads in all", "descriptors a race", "heap a race", "CPU a race", "p99 beyond the ideal");
    }

    @Test
    void callbacksMayHaveThreadsUnlessToldOtherwise() {
        assertThat(claim(burst(CrowdWay.ASYNC, 350, 100, 3, 3, 1.1, 1_024))).allMatch(Claim::met);
    }

    @Test
    void heapThatWasNotMeasuredPromisesNothing() {
        assertThat(claim(burst(CrowdWay.ASYNC, 350, 100, 1, 1, 1.1, UNKNOWN)))
                .allMatch(Claim::met)
                .noneMatch(claim -> claim.what().startsWith("heap"));
    }

    @Test
    void virtualThreadsShareOneThreadOfTheConnector() {
        assertThat(claim(burst(CrowdWay.VIRTUAL_CHANNEL, 350, 500, 9, 1, 1, UNKNOWN)))
                .allMatch(Claim::met);
        assertThat(missed(burst(CrowdWay.VIRTUAL_CHANNEL, 350, 500, 9, 2, 1, UNKNOWN)))
                .hasSize(1);
    }

    @Test
    void oneFailureIsTooManyUnlessItIsThatOfAPeer() {
        Crowd ours = new Crowd(CrowdWay.SOCKET, 1_000, 0);
        Crowd peer = new Crowd(CrowdWay.OKHTTP, 1_000, 0);

        assertThat(claim(outcome(ours, 1, 0, 0, 0, 0, 0, 0, UNKNOWN))).noneMatch(Claim::met);
        assertThat(claim(outcome(peer, 1, 0, 0, 0, 0, 0, 0, UNKNOWN))).isEmpty();
    }

    @Test
    void futuresAndThreadsAreComparedWithBlockingCallsOfOkHttp() {
        CrowdOutcome futures = burst(CrowdWay.ASYNC, 2, 100, 1, 1, 1, UNKNOWN);
        CrowdOutcome threads = burst(CrowdWay.CHANNEL, 2, 100, 1, 1, 1, UNKNOWN);

        assertThat(besideOkHttp(futures, burst(CrowdWay.OKHTTP, 100, 1_000, 9, 0, 1, UNKNOWN)))
                .satisfiesExactly(claim -> assertThat(claim.met()).isTrue());
        assertThat(besideOkHttp(futures, burst(CrowdWay.OKHTTP, 99.9, 1_000, 9, 0, 1, UNKNOWN)))
                .satisfiesExactly(claim -> assertThat(claim.met()).isFalse());
        assertThat(besideOkHttp(futures, burst(CrowdWay.OKHTTP_ASYNC, 100, 1_000, 9, 0, 1, UNKNOWN)))
                .isEmpty();
        assertThat(besideOkHttp(threads, burst(CrowdWay.OKHTTP, 40, 1_000, 9, 0, 1, UNKNOWN)))
                .satisfiesExactly(claim -> assertThat(claim.met()).isTrue());
        assertThat(besideOkHttp(threads, burst(CrowdWay.OKHTTP, 39.9, 1_000, 9, 0, 1, UNKNOWN)))
                .satisfiesExactly(claim -> assertThat(claim.met()).isFalse());
    }

    private static List<Claim> besideOkHttp(CrowdOutcome ours, CrowdOutcome peer) {
        return CrowdClaims.of(List.of(ours, peer), 17).stream()
                .filter(claim -> claim.unit().equals("times"))
                .toList();
    }

    @Test
    void elsewhereThanOn17NothingIsPromisedBesideOkHttp() {
        CrowdOutcome ours = burst(CrowdWay.ASYNC, 2, 100, 1, 1, 1, UNKNOWN);
        CrowdOutcome peer = burst(CrowdWay.OKHTTP, 99, 1_000, 9, 0, 1, UNKNOWN);

        assertThat(CrowdClaims.of(List.of(ours, peer), 25)).allMatch(Claim::met);
    }

    @Test
    void inABuildFuturesNeedHalfOfTheCpuOfOkHttp() {
        CrowdOutcome okHttp = burst(CrowdWay.OKHTTP, 9, 1_000, 9, 0, 1, UNKNOWN);

        assertThat(CrowdClaims.quick(List.of(burst(CrowdWay.ASYNC, 9, 500, 9, 9, 1, UNKNOWN), okHttp)))
                .allMatch(Claim::met);
        assertThat(CrowdClaims.quick(List.of(burst(CrowdWay.ASYNC, 9, 501, 9, 9, 1, UNKNOWN), okHttp)))
                .anyMatch(Predicate.not(Claim::met));
    }

    @Test
    void valuesOfSeveralRunsAreTheirMediansAndFailuresTheMost() {
        Crowd crowd = new Crowd(CrowdWay.ASYNC, 10_000, 0);
        CrowdOutcome median = CrowdOutcome.median(List.of(
                outcome(crowd, 0, 10, 1, 1, 1, 1, 1, UNKNOWN),
                outcome(crowd, 2, 30, 1, 1, 1, 1, 1, 700),
                outcome(crowd, 0, 20, 1, 1, 1, 1, 1, UNKNOWN)));

        assertThat(median.failed()).isEqualTo(2);
        assertThat(median.p99()).isEqualTo(20);
        assertThat(median.heapBytes()).isEqualTo(700);
    }

    @Test
    void aClaimSaysWhatWasMeasuredAndWhatWasPromised() {
        assertThat(Claim.atMost("threads", 2, 1, "").row()).isEqualTo("| threads | 2 | <= 1 | FAIL |");
        assertThat(Claim.atLeast("p50", 50.5, 50, "times").row()).isEqualTo("| p50 | 50.50 | >= 50 times | PASS |");
        assertThat(Claim.atLeast("p50", UNKNOWN, 50, "").met()).isFalse();
    }

    private static List<Claim> claim(CrowdOutcome outcome) {
        return CrowdClaims.of(List.of(outcome));
    }

    private static List<Claim> missed(CrowdOutcome outcome) {
        return claim(outcome).stream().filter(Predicate.not(Claim::met)).toList();
    }

    private static CrowdOutcome burst(
            CrowdWay way, double p99, double cpu, double threads, double own, double descriptors, double heap) {
        return outcome(new Crowd(way, 10_000, 0), 0, p99, cpu, threads, own, 50, descriptors, heap);
    }

    private static CrowdOutcome outcome(
            Crowd crowd,
            double failed,
            double p99,
            double cpu,
            double threads,
            double own,
            double rss,
            double descriptors,
            double heap) {
        return new CrowdOutcome(
                crowd, failed, p99, p99, p99, p99, p99, p99, cpu, threads, own, 0, rss, descriptors, heap);
    }
}
