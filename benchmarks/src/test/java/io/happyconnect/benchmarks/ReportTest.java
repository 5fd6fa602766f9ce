package io.happyconnect.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Line BASELINE = new Line(new Entry("bare", "A.bare"), 8.8, 1_072, 1, 1, 1, 0);
    private static final Line OURS =
            new Line(new Entry("ours", "A.ours", new Target(1.05, 1_024)), 9.24, 2_384, 1.05, 0.99, 1.2, 1_312);
    private static final Comparison COMPARISON = new Comparison(
            Instant.parse("2026-01-02T03:04:05Z"),
            new Machine("A \"fast\" processor", 2, "Linux 6", "A VM 17"),
            0.25,
            1.5,
            new Effort(9, 5, 3),
            List.of(new Table("One connect", List.of(BASELINE, OURS))),
            List.of(new LateLine("ours", 400, spread(0.1), spread(0.25), spread(0.3), true)),
            List.of(new RaceLine("first connects", 2, 250, 8e6, 320)),
            List.of("over a link: it takes root"));

    private static LateLine.Spread spread(double p50) {
        return new LateLine.Spread(p50, 2, 30);
    }

    @Test
    void peopleSeeTargetAndVerdictBesideTheNumbers() {
        assertThat(MarkdownReport.of(COMPARISON))
                .contains("## One connect")
                .contains("| bare | 8.80 | 1.000 | 1.000 to 1.000 | 1,072 | 0 |  |  |")
                .contains("| ours | 9.24 | 1.050 | 0.990 to 1.200 | 2,384 | 1,312 | <= 1.05, <= 1,024 B more | FAIL |")
                .contains("| first connects | 2 | 250 | 8.00 | 320 |")
                .contains("| ours | 400 | 0.10 / 2.00 / 30.00 | 0.25 / 2.00 / 30.00 | 0.30 / 2.00 / 30.00 |"
                        + " p50 <= 0.2, p99 <= 2 | PASS |")
                .contains("- over a link: it takes root")
                .contains("load average 0.3 before, 1.5 after");
    }

    @Test
    void whatWasNotMeasuredIsLeftOutAndWhatFailedSaysSo() {
        double none = Double.NaN;
        Line uncounted = new Line(new Entry("virtual", "A.virtual"), 12, none, 1.1, 1, 1.2, none);
        Line failed = new Line(new Entry("failing", "A.failing", Target.ofTime(2)), none, none, none, none, none, none);

        assertThat(MarkdownReport.of(with(uncounted, failed)))
                .contains("| virtual | 12.00 | 1.100 | 1.000 to 1.200 |  |  |  |  |")
                .contains("| failing | fails |  |  |  |  | <= 2.00 | FAIL |");
        assertThat(JsonReport.of(with(uncounted, failed)))
                .contains("\"bytes\": null")
                .doesNotContain("NaN");
    }

    private static Comparison with(Line... lines) {
        return new Comparison(
                COMPARISON.startedAt(),
                COMPARISON.machine(),
                0,
                0,
                COMPARISON.effort(),
                List.of(new Table("Some", List.of(lines))),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void programsSeeTheSame() {
        assertThat(JsonReport.of(COMPARISON))
                .contains("\"cpu\": \"A \\\"fast\\\" processor\"")
                .contains("\"meetsTargets\": false")
                .contains("\"ratio\": 1.05, \"lowestRatio\": 0.99, \"highestRatio\": 1.2")
                .contains("\"targetMoreBytes\": 1024.0, \"verdict\": \"FAIL\"")
                .contains("\"acceptedMillis\": {\"p50\": 0.25, \"p99\": 2.0, \"worst\": 30.0}")
                .contains("\"skipped\": [\n  \"over a link: it takes root\"]")
                .contains("\"stepsPerSecond\": 8000000.0");
    }

    @Test
    void jsonEscapesWhatItMust() {
        assertThat(JsonReport.text(Map.of("a\\b", List.of("line\nend", 1, true))))
                .isEqualTo("{\"a\\\\b\": [\n  \"line\\u000aend\",\n  1,\n  true]}");
        assertThat(JsonReport.text(List.of(Map.of(), List.of()))).isEqualTo("[\n  {},\n  []]");
    }
}
