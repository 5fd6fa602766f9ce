package io.happyconnect.observe;

import static io.happyconnect.observe.ReportScript.millis;
import static io.happyconnect.observe.ReportScript.race;
import static io.happyconnect.observe.ReportScript.tunnel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.Candidate;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RaceListenerTest {

    private static final RaceReport REPORT = race().won("192.0.2.7", 1, 2).ends(RaceOutcome.CONNECTED, 3);
    private static final RaceStart START = REPORT.start();
    private static final AttemptReport ATTEMPT = REPORT.attempts().get(0);
    private static final AnswerReport ANSWER = new AnswerReport(null, millis(1), List.of(), List.of(), null);
    private static final Candidate CANDIDATE = tunnel("t");
    private static final List<Candidate> CANDIDATES = List.of(CANDIDATE);

    private final List<String> heard = new ArrayList<>();
    private final LogRecords log = new LogRecords("io.happyconnect.observe");

    @BeforeEach
    void listenToTheLog() {
        log.start();
    }

    @AfterEach
    void leaveTheLog() {
        log.stop();
    }

    @Test
    void noneHearsNothingAndStaysNone() {
        assertThat(RaceListener.guarded(RaceListener.NONE)).isSameAs(RaceListener.NONE);
        assertThat(RaceListener.composite(List.of())).isSameAs(RaceListener.NONE);
        assertThat(RaceListener.composite(List.of(RaceListener.NONE, RaceListener.NONE)))
                .isSameAs(RaceListener.NONE);
        tellAll(RaceListener.NONE);
    }

    @Test
    void oneListenerIsItselfGuarded() {
        RaceListener guarded = RaceListener.guarded(new Recorder("a"));

        assertThat(RaceListener.guarded(guarded)).isSameAs(guarded);
        assertThat(RaceListener.composite(List.of(RaceListener.NONE, guarded))).isSameAs(guarded);
    }

    @Test
    void aCompositeIsGuardedAlready() {
        RaceListener composite = RaceListener.composite(List.of(new Recorder("a"), new Recorder("b")));

        assertThat(RaceListener.guarded(composite)).isSameAs(composite);
    }

    @Test
    void eachHearsEveryEventInTheOrderGiven() {
        RaceListener inner = RaceListener.composite(List.of(new Recorder("b"), new Recorder("c")));
        RaceListener composite =
                RaceListener.composite(List.of(new Recorder("a"), RaceListener.NONE, inner, new Recorder("d")));
        tellAll(composite);

        assertThat(heard)
                .containsExactlyElementsOf(EVENTS.stream()
                        .flatMap(event -> Stream.of("a", "b", "c", "d").map(name -> name + event))
                        .toList());
        assertThat(log.records()).isEmpty();
    }

    @Test
    void aCompositeHasTheListenersItWasGiven() {
        List<RaceListener> listeners = new ArrayList<>(List.of(new Recorder("a"), new Recorder("b")));
        RaceListener composite = RaceListener.composite(listeners);
        listeners.clear();
        composite.raceStarted(START);

        assertThat(heard).containsExactly("a raceStarted", "b raceStarted");
    }

    static List<Supplier<Throwable>> thrown() {
        return List.of(
                () -> new IllegalStateException("broken"),
                () -> new NoClassDefFoundError("com/example/Missing"),
                () -> new AssertionError("broken"),
                () -> new StackOverflowError("calls itself"),
                () -> new Exception("undeclared"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whatOneThrowsNobodyFeels(Supplier<Throwable> thrown) {
        tellAll(RaceListener.composite(List.of(new Recorder("a"), new Thrower(thrown), new Recorder("b"))));

        assertThat(heard)
                .containsExactlyElementsOf(EVENTS.stream()
                        .flatMap(event -> Stream.of("a" + event, "b" + event))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void isLoggedAsAWarningOnceAndQuietlyAfterThat(Supplier<Throwable> thrown) {
        RaceListener guarded = RaceListener.guarded(new Thrower(thrown));
        tellAll(guarded);

        assertThat(log.levels()).containsExactly("WARNING", "FINE", "FINE", "FINE", "FINE", "FINE", "FINE", "FINE");
        assertThat(log.records().get(0).getMessage())
                .isEqualTo(
                        "The race listener " + Thrower.class.getName() + " threw in raceStarted; the race goes on, and "
                                + "what it throws from now on is logged at DEBUG");
        assertThat(log.records().get(1).getMessage())
                .isEqualTo(
                        "The race listener " + Thrower.class.getName() + " threw in lookupStarted; the race goes on");
        assertThat(log.records())
                .allSatisfy(record -> assertThat(record.getThrown())
                        .hasSameClassAs(thrown.get())
                        .hasMessage(thrown.get().getMessage()));
    }

    @Test
    void eachListenerHasItsOwnWarning() {
        Supplier<Throwable> broken = () -> new IllegalStateException("broken");
        RaceListener composite = RaceListener.composite(List.of(new Thrower(broken), new Thrower(broken)));
        composite.raceStarted(START);
        composite.raceEnded(REPORT);

        assertThat(log.levels()).containsExactly("WARNING", "WARNING", "FINE", "FINE");
    }

    static List<VirtualMachineError> endsOfTheMachine() {
        return List.of(new OutOfMemoryError("no more"), new InternalError("broken"));
    }

    @ParameterizedTest
    @MethodSource("endsOfTheMachine")
    void theMachineMayEnd(VirtualMachineError end) {
        RaceListener guarded = RaceListener.guarded(new Thrower(() -> end));

        assertThatThrownBy(() -> guarded.raceStarted(START)).isSameAs(end);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void aListenerThatCallsItselfForEverIsNotFelt() {
        RaceListener endless = new RaceListener() {
            @Override
            @SuppressWarnings("InfiniteRecursion") // what is tested
            public void raceStarted(RaceStart race) {
                raceStarted(race);
            }
        };
        tellAll(RaceListener.composite(List.of(endless, new Recorder("b"))));

        assertThat(heard).contains("b raceStarted", "b raceEnded");
        assertThat(log.records())
                .singleElement()
                .satisfies(record -> assertThat(record.getThrown()).isInstanceOf(StackOverflowError.class));
    }

    @Test
    void anInterruptThrownUndeclaredIsNotLost() {
        RaceListener.guarded(new Thrower(InterruptedException::new)).raceStarted(START);

        assertThat(Thread.interrupted()).isTrue();
        RaceListener.guarded(new Thrower(Exception::new)).raceStarted(START);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aLogThatThrowsIsNoReasonToo() {
        log.breaksWith(new IllegalStateException("disk full"));

        assertThatCode(() -> tellAll(RaceListener.guarded(new Thrower(() -> new IllegalStateException("broken")))))
                .doesNotThrowAnyException();
    }

    @Test
    void aListenerIsNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> RaceListener.guarded(null))
                .withMessage("listener");
    }

    @Test
    void everyEventThereIsHasBeenToldHere() {
        assertThat(Arrays.stream(RaceListener.class.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(
                        EVENTS.stream().map(String::strip).toList());
    }

    private static final List<String> EVENTS = List.of(
            " raceStarted",
            " lookupStarted",
            " answerReceived",
            " candidatesSorted",
            " attemptStarted",
            " attemptEnded",
            " raceEnded",
            " socketDiscarded");

    private static void tellAll(RaceListener listener) {
        listener.raceStarted(START);
        listener.lookupStarted(START);
        listener.answerReceived(START, ANSWER);
        listener.candidatesSorted(START, CANDIDATES);
        listener.attemptStarted(START, 3, CANDIDATE);
        listener.attemptEnded(START, ATTEMPT);
        listener.raceEnded(REPORT);
        listener.socketDiscarded(START, CANDIDATE);
    }

    /** Writes down what it hears, if that is what was told. */
    private final class Recorder implements RaceListener {

        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void raceStarted(RaceStart race) {
            hear("raceStarted", race == START);
        }

        @Override
        public void lookupStarted(RaceStart race) {
            hear("lookupStarted", race == START);
        }

        @Override
        public void answerReceived(RaceStart race, AnswerReport answer) {
            hear("answerReceived", race == START && answer == ANSWER);
        }

        @Override
        public void candidatesSorted(RaceStart race, List<Candidate> candidates) {
            hear("candidatesSorted", race == START && candidates == CANDIDATES);
        }

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            hear("attemptStarted", race == START && index == 3 && candidate == CANDIDATE);
        }

        @Override
        public void attemptEnded(RaceStart race, AttemptReport attempt) {
            hear("attemptEnded", race == START && attempt == ATTEMPT);
        }

        @Override
        public void raceEnded(RaceReport report) {
            hear("raceEnded", report == REPORT);
        }

        @Override
        public void socketDiscarded(RaceStart race, Candidate candidate) {
            hear("socketDiscarded", race == START && candidate == CANDIDATE);
        }

        private void hear(String event, boolean asTold) {
            heard.add(name + " " + event + (asTold ? "" : " of something else"));
        }
    }

    /** Throws at every event, checked exceptions too, as Kotlin does. */
    private static final class Thrower implements RaceListener {

        private final Supplier<? extends Throwable> thrown;

        Thrower(Supplier<? extends Throwable> thrown) {
            this.thrown = thrown;
        }

        @Override
        public void raceStarted(RaceStart race) {
            fail();
        }

        @Override
        public void lookupStarted(RaceStart race) {
            fail();
        }

        @Override
        public void answerReceived(RaceStart race, AnswerReport answer) {
            fail();
        }

        @Override
        public void candidatesSorted(RaceStart race, List<Candidate> candidates) {
            fail();
        }

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            fail();
        }

        @Override
        public void attemptEnded(RaceStart race, AttemptReport attempt) {
            fail();
        }

        @Override
        public void raceEnded(RaceReport report) {
            fail();
        }

        @Override
        public void socketDiscarded(RaceStart race, Candidate candidate) {
            fail();
        }

        private void fail() {
            Thrower.<RuntimeException>sneak(thrown.get());
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
