package io.happyconnect.dns.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.observe.LookupOutcome;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept and for how long, in virtual time. */
class AnswerCacheTest {

    private static final Question QUESTION = question("www.example");
    private static final Result FOUND = Result.found(List.of(InetAddress.getLoopbackAddress()), 60);

    private static Question question(String name) {
        return new Question(name, AddressFamily.IPV4);
    }

    private static AnswerCache cache(int entries, int staleSeconds) {
        return new AnswerCache(CacheLimits.of(
                entries, Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofSeconds(staleSeconds)));
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 1_000})
    void anAnswerLivesForItsTtl(long origin) {
        AnswerCache cache = cache(10, 0);
        cache.put(QUESTION, FOUND, origin);

        assertThat(cache.get(QUESTION, origin + seconds(60) - 1)).isEqualTo(new AnswerCache.Hit(FOUND, false));
        assertThat(cache.get(QUESTION, origin + seconds(60))).isNull();
        assertThat(cache.size()).isZero();
    }

    @Test
    void familiesAreKeptApart() {
        AnswerCache cache = cache(10, 0);
        cache.put(QUESTION, FOUND, 0);

        assertThat(cache.get(new Question("www.example", AddressFamily.IPV6), 0))
                .isNull();
    }

    @Test
    void noTtlIsTooLong() {
        AnswerCache cache = cache(10, 0);
        cache.put(QUESTION, Result.found(FOUND.addresses(), Long.MAX_VALUE), 0);

        assertThat(cache.get(QUESTION, seconds(600) - 1)).isNotNull();
        assertThat(cache.get(QUESTION, seconds(600))).isNull();
    }

    @Test
    void aTtlOfZeroIsNotKeptAndForgetsWhatWas() {
        AnswerCache cache = cache(10, 0);
        cache.put(QUESTION, FOUND, 0);
        cache.put(QUESTION, Result.found(FOUND.addresses(), 0), 1);

        assertThat(cache.get(QUESTION, 1)).isNull();
    }

    @Test
    void negativeAnswersLiveForWhatTheirSoaSaysWithinTheLimit() {
        AnswerCache cache = cache(10, 0);
        cache.put(QUESTION, Result.negative(LookupOutcome.NO_SUCH_NAME, 20), 0);
        cache.put(question("other"), Result.negative(LookupOutcome.NO_ADDRESSES, 3_600), 0);

        assertThat(cache.get(QUESTION, seconds(20) - 1)).isNotNull();
        assertThat(cache.get(QUESTION, seconds(20))).isNull();
        assertThat(cache.get(question("other"), seconds(30) - 1)).isNotNull();
        assertThat(cache.get(question("other"), seconds(30))).isNull();
    }

    @Test
    void aFailureForgetsNothing() {
        AnswerCache cache = cache(10, 0);
        cache.put(QUESTION, FOUND, 0);
        cache.put(QUESTION, Result.failed(LookupOutcome.SERVER_FAILURE, "SERVFAIL"), 1);

        assertThat(cache.get(QUESTION, 2)).isEqualTo(new AnswerCache.Hit(FOUND, false));
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_FAILURE", "TIMED_OUT"})
    void whatServersCannotSayIsNotAskedAgainForASecond(LookupOutcome outcome) {
        AnswerCache cache = cache(10, 0);
        Result failed = Result.failed(outcome, "why");
        cache.put(QUESTION, failed, 0);

        assertThat(cache.get(QUESTION, seconds(1) - 1)).isEqualTo(new AnswerCache.Hit(failed, false));
        assertThat(cache.get(QUESTION, seconds(1))).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "CANCELLED"})
    void whatWasNeverAskedIsNotKept(LookupOutcome outcome) {
        AnswerCache cache = cache(10, 0);
        cache.put(QUESTION, Result.failed(outcome, "why"), 0);

        assertThat(cache.get(QUESTION, 0)).isNull();
    }

    @Test
    void aFailureDoesNotReplaceAStaleAnswer() {
        AnswerCache cache = cache(10, 5);
        cache.put(QUESTION, FOUND, 0);
        cache.put(QUESTION, Result.failed(LookupOutcome.TIMED_OUT, "why"), seconds(61));

        assertThat(cache.get(QUESTION, seconds(61))).isEqualTo(new AnswerCache.Hit(FOUND, true));
    }

    @Test
    void whatWasNotAskedForTheLongestGoesFirst() {
        AnswerCache cache = cache(2, 0);
        cache.put(question("a"), FOUND, 0);
        cache.put(question("b"), FOUND, 0);
        assertThat(cache.get(question("a"), 1)).isNotNull();
        assertThat(cache.evicted()).isZero();

        cache.put(question("c"), FOUND, 1);

        assertThat(cache.get(question("b"), 1)).isNull();
        assertThat(cache.get(question("a"), 1)).isNotNull();
        assertThat(cache.get(question("c"), 1)).isNotNull();
        assertThat(cache.evicted()).isEqualTo(1);
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void aCacheWithoutRoomKeepsNothing() {
        AnswerCache cache = cache(0, 0);
        cache.put(QUESTION, FOUND, 0);

        assertThat(cache.get(QUESTION, 0)).isNull();
    }

    @Test
    void anExpiredAnswerIsStaleForAsLongAsItMay() {
        AnswerCache cache = cache(10, 5);
        cache.put(QUESTION, FOUND, 0);

        assertThat(cache.get(QUESTION, seconds(60))).isEqualTo(new AnswerCache.Hit(FOUND, true));
        assertThat(cache.get(QUESTION, seconds(65) - 1)).isEqualTo(new AnswerCache.Hit(FOUND, true));
        assertThat(cache.get(QUESTION, seconds(65))).isNull();
    }

    @Test
    void aNegativeAnswerIsNeverStale() {
        AnswerCache cache = cache(10, 5);
        cache.put(QUESTION, Result.negative(LookupOutcome.NO_SUCH_NAME, 20), 0);

        assertThat(cache.get(QUESTION, seconds(20))).isNull();
    }
}
