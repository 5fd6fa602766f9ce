package io.happyconnect.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.benchmarks.NearTieOutcome.Batch;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NearTieOutcomeTest {

    private static final Batch CLEAN = new Batch(100_000, 0, 0, 0, 160_000, 100_000, 55_000, 20);
    private static final String ALL_WITHIN = "100000 -19:50000 19:50000";

    @Test
    void aHundredThousandWithinAMillisecondAndNothingLeftIsWhatIsWanted() {
        assertThat(missed(CLEAN, ALL_WITHIN, "LEFT 0 0")).isEmpty();
    }

    @Test
    void whatIsAMillisecondApartIsNoNearTie() {
        assertThat(missed(CLEAN, "100000 -19:50000 19:49999 20:1", "LEFT 0 0"))
                .containsExactly("near ties within 1 ms");
        assertThat(missed(CLEAN, "100000 -20:1 -19:99999", "LEFT 0 0")).containsExactly("near ties within 1 ms");
    }

    @Test
    void whateverIsLeftOrMissingIsMissed() {
        assertThat(missed(new Batch(100_000, 1, 0, 0, 160_000, 99_999, 1, 20), ALL_WITHIN, "LEFT 0 0"))
                .containsExactly("failed");
        assertThat(missed(new Batch(100_000, 0, 1, 0, 160_000, 100_000, 1, 20), ALL_WITHIN, "LEFT 0 0"))
                .containsExactly("stuck");
        assertThat(missed(new Batch(100_000, 0, 0, 1, 160_000, 100_000, 1, 20), ALL_WITHIN, "LEFT 0 0"))
                .containsExactly("losers left open");
        assertThat(missed(new Batch(100_000, 0, 0, 0, 160_000, 100_001, 1, 20), ALL_WITHIN, "LEFT 0 0"))
                .containsExactly("without exactly one winner");
        assertThat(missed(CLEAN, ALL_WITHIN, "LEFT 1 0")).containsExactly("descriptors left");
        assertThat(missed(CLEAN, ALL_WITHIN, "LEFT 0 1")).containsExactly("threads left");
    }

    @Test
    void batchesAddUp() {
        NearTieOutcome outcome = new NearTieOutcome(NearTieDriver.CONNECT);
        outcome.add(Batch.of("RACED 10 0 0 0 16 10 4 12.5"), "10 -4:3 2:4 30:1");
        outcome.add(Batch.of("RACED 10 0 0 0 18 10 6 11.0"), "10 -4:2 0:5");
        outcome.end("LEFT 0 0");

        assertThat(outcome.races()).isEqualTo(20);
        assertThat(outcome.ties()).isEqualTo(14);
        assertThat(outcome.row())
                .isEqualTo(
                        "| connect | 20 | 14 | 70 % | 45 % | 25 % | 25 % | 70 % | 50 % | 0 | 0 | 0 | 0 | 0 | 0 | 12.5 |");
        assertThat(JsonReport.text(outcome.json()))
                .contains("\"firstLaterMicros\": {\"-200\": 5, \"0\": 5, \"100\": 4");
    }

    private static List<String> missed(Batch batch, String ties, String left) {
        NearTieOutcome outcome = new NearTieOutcome(NearTieDriver.CHANNEL);
        outcome.add(batch, ties);
        outcome.end(left);
        return outcome.claims().stream()
                .filter(Predicate.not(Claim::met))
                .map(claim -> claim.what().substring(0, claim.what().indexOf(':')))
                .toList();
    }
}
