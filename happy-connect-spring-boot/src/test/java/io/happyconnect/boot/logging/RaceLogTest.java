package io.happyconnect.boot.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.happyconnect.boot.Races;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RaceLogTest {

    private static final RaceReport FAILED = Races.to("api.example.com:443")
            .elapsed(3)
            .failed("2001:db8::1", 0, 1, FailureCause.NETWORK_UNREACHABLE)
            .failed("192.0.2.1", 1, 2, FailureCause.CONNECTION_REFUSED)
            .ends(RaceOutcome.FAILED);

    private static final RaceReport CONNECTED =
            Races.to("api.example.com:443").won("192.0.2.1", 0, 3).ends(RaceOutcome.CONNECTED);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.happyconnect");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private Level before;
    private long now;

    private final RaceLog log = new RaceLog(Duration.ofMinutes(1), () -> now);

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }

    @Test
    void aFailureIsOneLineAtWarn() {
        log.raceEnded(FAILED);

        assertThat(lines())
                .containsExactly("WARN failed api.example.com:443 after 3.0 ms: connection refused (2 attempts)");
    }

    @Test
    void moreFailuresOfTheSameTargetAreCountedUntilThePeriodHasPassed() {
        log.raceEnded(FAILED);
        log.raceEnded(FAILED);
        log.raceEnded(FAILED);
        now = Duration.ofMinutes(1).toNanos();
        log.raceEnded(FAILED);

        assertThat(lines())
                .containsExactly(
                        "WARN failed api.example.com:443 after 3.0 ms: connection refused (2 attempts)",
                        "WARN failed api.example.com:443 after 3.0 ms: connection refused (2 attempts);"
                                + " not logged since the last such line: 2");
    }

    @Test
    void anotherTargetAndAnotherConnectorHaveTheirOwnLine() {
        log.raceEnded(FAILED);
        log.raceEnded(Races.to("api.example.com:80").timedOut("192.0.2.1", 0, 1).ends(RaceOutcome.TIMED_OUT));
        log.raceEnded(Races.to("api.example.com:443")
                .connector("other")
                .timedOut("192.0.2.1", 0, 1)
                .ends(RaceOutcome.TIMED_OUT));

        assertThat(lines()).hasSize(3).allMatch(line -> line.startsWith("WARN "));
    }

    @Test
    void successAndCancellationAreNoNews() {
        log.raceEnded(CONNECTED);
        log.raceEnded(
                Races.to("api.example.com:443").cancelled("192.0.2.1", 0, 1).ends(RaceOutcome.CANCELLED));

        assertThat(lines()).isEmpty();
    }

    @Test
    void theTimelineIsAtDebugEveryTime() {
        logger.setLevel(Level.DEBUG);
        log.raceEnded(FAILED);
        log.raceEnded(FAILED);
        log.raceEnded(CONNECTED);

        assertThat(lines())
                .containsExactly("WARN " + FAILED.summary(), "DEBUG " + FAILED.format(), "DEBUG " + FAILED.format());
    }

    @Test
    void atTraceEveryRaceIsThere() {
        logger.setLevel(Level.TRACE);
        log.raceEnded(CONNECTED);

        assertThat(lines()).containsExactly("TRACE " + CONNECTED.format());
    }

    private List<String> lines() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
