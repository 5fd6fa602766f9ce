package io.happyconnect.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.happyconnect.benchmarks.Line.Verdict;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final List<Sample> BASELINE =
            List.of(new Sample(10, 1_000, 5), new Sample(20, 1_000, 5), new Sample(40, 1_100, 10));

    @Test
    void ratioIsTheMedianOfTheRoundsAndNotTheRatioOfTheMedians() {
        // 11 / 10, 20 / 20, 42 / 40: the median is 1.05, while the medians of the times are both 20.
        List<Sample> samples = List.of(new Sample(11, 1_500, 9), new Sample(20, 1_700, 9), new Sample(42, 1_900, 9));

        Line line = Line.of(new Entry("ours", "A.b"), samples, BASELINE);

        assertThat(line.ratio()).isEqualTo(1.05, within(1e-9));
        assertThat(line.lowestRatio()).isEqualTo(1.0, within(1e-9));
        assertThat(line.highestRatio()).isEqualTo(1.1, within(1e-9));
        assertThat(line.micros()).isEqualTo(20);
    }

    @Test
    void moreBytesAreComparedRoundByRoundToo() {
        // 500, 700 and 800 more.
        List<Sample> samples = List.of(new Sample(1, 1_500, 9), new Sample(1, 1_700, 9), new Sample(1, 1_900, 9));

        Line line = Line.of(new Entry("ours", "A.b"), samples, BASELINE);

        assertThat(line.moreBytes()).isEqualTo(700);
        assertThat(line.bytes()).isEqualTo(1_700);
    }

    @Test
    void cpuTimesAreComparedInTheSameWayAndHaveTheirOwnTarget() {
        // 4 / 5, 6 / 5, 9 / 10: the median is 0.9.
        List<Sample> samples = List.of(new Sample(99, 9, 4), new Sample(99, 9, 6), new Sample(99, 9, 9));

        Line line = Line.ofCpu(new Entry("ours", "A.b", Target.ofTimes(0.5, 0.9)), samples, BASELINE);

        assertThat(line.ratio()).isEqualTo(0.9, within(1e-9));
        assertThat(line.micros()).isEqualTo(6);
        assertThat(line.verdict()).isEqualTo(Verdict.PASS);
        assertThat(Line.ofCpu(new Entry("ours", "A.b", Target.ofTimes(9, 0.89)), samples, BASELINE)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(Line.median(4, 1, 3, 100)).isEqualTo(3.5);
        assertThat(Line.median(4, 1, 3)).isEqualTo(3);
    }

    @Test
    void targetIsMetAtItsLimitAndMissedAboveItInEitherMeasure() {
        Entry entry = new Entry("ours", "A.b", new Target(1.05, 1_024));

        assertThat(line(entry, 1.05, 1_024).verdict()).isEqualTo(Verdict.PASS);
        assertThat(line(entry, 1.051, 1_024).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(line(entry, 1.05, 1_025).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void allBytesHaveATargetOfTheirOwnAndNoneAreMissedWhereNobodyCounted() {
        Entry entry = new Entry("ours", "A.b", Target.ofBytes(2_000));

        assertThat(line(entry, 1.05, 9_999).verdict()).isEqualTo(Verdict.PASS);
        assertThat(new Line(entry, 10, 2_001, 1, 1, 1, 0).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(new Line(entry, 10, Double.NaN, 1, 1, 1, Double.NaN).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void whatFailedMissesItsTarget() {
        List<Sample> failed = Collections.nCopies(3, new Sample(Double.NaN, Double.NaN, Double.NaN));

        assertThat(Line.of(new Entry("ours", "A.b", Target.ofTime(9)), failed, BASELINE)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void nothingIsJudgedWithoutATarget() {
        assertThat(line(new Entry("ours", "A.b"), 9, 9_000).verdict()).isEqualTo(Verdict.NONE);
    }

    private static Line line(Entry entry, double ratio, double moreBytes) {
        return new Line(entry, 10, 2_000, ratio, ratio, ratio, moreBytes);
    }
}
