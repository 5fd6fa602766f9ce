package io.happyconnect.drive;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attempt of which nobody can be told that it starts, for want of memory for example, has failed, and holds nothing. */
@LeaksNothing
class ChannelCourseTest {

    private static final RaceListener FAILS_FOR_THE_FIRST = new RaceListener() {
        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            if (index == 0) {
                throw new InternalError("no memory left");
            }
        }
    };

    private final SocketLimit limit = new SocketLimit(4);
    private final SelectorLoop loop =
            new SelectorLoop("course", new LoopThread.Pace(1_000_000L, 1_000_000L, 1_000_000L), Platform.SYSTEM);
    private LoopbackHost host;
    private RacePlan plan;
    private SortedCandidates answered;
    private ChannelCourse course;

    @BeforeEach
    void open() throws IOException {
        host = LoopbackHost.builder().refusing(ipv4(1)).echoing(ipv4(2)).open();
        RacePlan asking = new RacePlan(
                Target.of("course.test", host.port()),
                null,
                (target, answers) -> Lookup.ended(),
                null,
                RaceSettings.defaults(),
                Long.MAX_VALUE,
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                RacePlan.NOBODY_CANCELS);
        plan = Objects.requireNonNull(asking.answered(
                List.of(new AddressCandidate(ipv4(1), host.port()), new AddressCandidate(ipv4(2), host.port()))));
        answered = Objects.requireNonNull(plan.answered());
        RaceTrack track = new RaceTrack(
                new RaceStarts("course", new AtomicLong(), Platform.SYSTEM),
                RaceListener.NONE,
                Runnable::run,
                loop,
                limit);
        course = new ChannelCourse(new AsyncChannelRace(plan, track, how -> {}), FAILS_FOR_THE_FIRST, Clock.now());
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        host.close();
    }

    @Test
    void theNextAttemptIsMade() throws IOException {
        course.knew(answered, Clock.now());
        course.takeSteps();
        assertThat(course.tidy(null)).isFalse();
        ChannelResult how = Objects.requireNonNull(course.handOver());
        try (SocketChannel channel = Objects.requireNonNull(how.channel())) {
            assertThat(channel.getRemoteAddress()).isEqualTo(host.address(1));
        }
        assertThat(how.report().attempts().get(0).failure()).isInstanceOf(InternalError.class);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void anAttemptThatFailedBeforeThereWasARaceHoldsNothingEither() {
        assertThat(limit.tryAcquire(true)).isTrue();
        HeadStart begun = new HeadStart(answered, Clock.now(), limit, null, new ConnectException("Connection refused"));
        assertThat(catchThrowable(() -> course.replay(begun))).isInstanceOf(InternalError.class);
        begun.close();
        course.abandon();
        assertThat(course.tidy(null)).isFalse();
        assertThat(limit.inFlight()).isZero();
    }
}
