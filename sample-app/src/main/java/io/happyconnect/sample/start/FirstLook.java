package io.happyconnect.sample.start;

import io.happyconnect.sample.connect.Comparison;
import io.happyconnect.sample.connect.SideBySide;
import io.happyconnect.sample.neighbourhood.BrokenNeighbourhood;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows a newcomer the difference, measured on this machine while it starts. */
@Component
final class FirstLook {

    private static final Logger log = LoggerFactory.getLogger(FirstLook.class);

    private final SideBySide sideBySide;
    private final ComparisonText text;

    FirstLook(SideBySide sideBySide, ComparisonText text) {
        this.sideBySide = sideBySide;
        this.text = text;
    }

    void take(BrokenNeighbourhood neighbourhood) {
        log.info(
                "{} has three addresses, all on this machine: the first is silent, the second refuses, the third answers.",
                neighbourhood.target());
        sideBySide.warmUp(neighbourhood);
        Comparison comparison = sideBySide.compare(neighbourhood);
        log.info(text.plain(comparison));
        log.info(text.happy(comparison));
        log.info(text.okHttp(comparison));
        log.info(text.bars(comparison));
    }
}
