package io.happyconnect.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.race.Attempt.State;
import io.happyconnect.race.Simulation.Outcome;
import io.happyconnect.race.Step.Reason;
import io.happyconnect.race.Story.Started;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What holds in every race, told from what the simulation saw and not from what the race says of itself. */
final class RaceInvariants {

    private static final long FLOOR = Scenario.nanos(10);

    private final RandomRace given;
    private final Simulation simulation;
    private final Story story;

    RaceInvariants(RandomRace given, Simulation simulation, Story story) {
        this.given = given;
        this.simulation = simulation;
        this.story = story;
    }

    void check() {
        itEndsUnlessSomethingGoesOnForEver();
        theWinnerIsTheFirstThatConnected();
        noWayIsTriedTwiceAndNoStrangerAtAll();
        itIsLostForAReason();
        nothingStartsWithinTheFloorAfterAnAttemptOnTheNetwork();
        nothingStartsWithinTheAttemptDelayUnlessSomethingFailed();
        nothingStartsBeforeTheAwaitedFamilyHadItsChance();
        neverMoreThanTheLimitRunAtOnce();
        everyAttemptHasTheEndThatWasSeen();
        whatComesAfterTheEndChangesNothing();
    }

    private void itEndsUnlessSomethingGoesOnForEver() {
        if (given.mustEnd()) {
            assertThat(story.end()).as("the end").isNotNull();
        }
        if (story.end() == null) {
            int tried = story.started().size();
            boolean hasRoom = story.stillRunning().size() < given.settings.maxConcurrentAttempts();
            assertThat(tried == simulation.race.candidates().size() || !hasRoom)
                    .as("everything possible was tried before waiting for ever")
                    .isTrue();
        }
    }

    private void theWinnerIsTheFirstThatConnected() {
        List<Started> connected = story.started().stream()
                .filter(each -> each.outcome == Outcome.CONNECT && each.endedAt() != null && !each.isGivenUp())
                .toList();
        if (story.end() instanceof Step.Won won) {
            assertThat(connected).as("those that connected").hasSize(1);
            assertThat(won.winner()).isSameAs(connected.get(0).attempt);
            assertThat(connected.get(0).endedAt()).isEqualTo(story.until());
        } else {
            assertThat(connected).as("those that connected").isEmpty();
        }
    }

    private void itIsLostForAReason() {
        if (story.end() instanceof Step.Lost lost) {
            switch (lost.reason()) {
                case DEADLINE -> assertThat(given.deadline).isEqualTo(story.until());
                case CANCELLED -> assertThat(given.cancelledAt).isEqualTo(story.until());
                default -> {
                    assertThat(given.isAnswered()).as("every answer came").isTrue();
                    assertThat(given.answers).allMatch(answer -> answer.at() <= story.until());
                    assertThat(story.stillRunning()).isEmpty();
                    assertThat(story.started()).hasSize(ways());
                    assertThat(lost.reason()).isEqualTo(reasonWithoutAWinner());
                }
            }
        }
    }

    private int ways() {
        return (int) given.answers.stream()
                .flatMap(answer -> answer.found().stream())
                .map(given.ways::get)
                .distinct()
                .count();
    }

    private Reason reasonWithoutAWinner() {
        if (ways() > 0) {
            return Reason.ALL_FAILED;
        }
        boolean failed = given.answers.stream().anyMatch(RandomRace.Answer::isError);
        return failed ? Reason.RESOLUTION_FAILED : Reason.NO_ADDRESSES;
    }

    private void noWayIsTriedTwiceAndNoStrangerAtAll() {
        assertThat(story.started().stream().map(each -> given.ways.get(each.candidate())))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    private void nothingStartsWithinTheFloorAfterAnAttemptOnTheNetwork() {
        for (Started later : story.started()) {
            for (Started earlier : earlierThan(later)) {
                boolean wasOutside = !earlier.candidate().isLoopback();
                if (earlier.isOnTheNetwork() && wasOutside && later.at - earlier.at < FLOOR) {
                    fail(later + " is within the floor after " + earlier);
                }
            }
        }
    }

    private void nothingStartsWithinTheAttemptDelayUnlessSomethingFailed() {
        long delay = given.settings.connectionAttemptDelay().toNanos();
        for (Started later : story.started()) {
            for (Started earlier : earlierThan(later)) {
                boolean isEarly = later.at - earlier.at < delay;
                if (earlier.isOnTheNetwork() && isEarly && !somethingFailedBetween(earlier, later)) {
                    fail(later + " is within the attempt delay after " + earlier + ", but nothing failed");
                }
            }
        }
    }

    private boolean somethingFailedBetween(Started earlier, Started later) {
        for (Started each : story.started()) {
            if (each.isNetworkFailure() && !each.isEndedBefore(earlier.place) && each.isEndedBefore(later.place)) {
                return true;
            }
        }
        return false;
    }

    /** Those that started before, as the simulation wrote them down. */
    private List<Started> earlierThan(Started later) {
        return story.started().subList(0, story.started().indexOf(later));
    }

    private void nothingStartsBeforeTheAwaitedFamilyHadItsChance() {
        AddressFamily awaited = given.settings.awaitedFamily();
        if (awaited != null && !story.started().isEmpty()) {
            long spoken = firstAnswer(answer -> (answer.isLast() && answer.family() != awaited.other())
                    || answer.found().stream().anyMatch(each -> each.family() == awaited));
            long waited = firstAnswer(answer -> !answer.found().isEmpty())
                    + given.settings.resolutionDelay().toNanos();
            assertThat(story.started().get(0).at)
                    .as("the first start")
                    .isGreaterThanOrEqualTo(Math.min(spoken, waited));
        }
    }

    private long firstAnswer(Predicate<RandomRace.Answer> condition) {
        return given.answers.stream()
                .filter(condition)
                .mapToLong(RandomRace.Answer::at)
                .min()
                .orElse(Long.MAX_VALUE / 2);
    }

    private void neverMoreThanTheLimitRunAtOnce() {
        for (Started started : story.started()) {
            int running = 1;
            for (Started earlier : earlierThan(started)) {
                running += earlier.isEndedBefore(started.place) ? 0 : 1;
            }
            if (running > given.settings.maxConcurrentAttempts()) {
                fail(running + " run at " + started);
            }
        }
    }

    private void everyAttemptHasTheEndThatWasSeen() {
        long origin = simulation.now() - story.until();
        for (Started started : story.started()) {
            if (started.attempt.state() != seenStateOf(started)) {
                fail(started + " is " + started.attempt.state() + ", but was seen " + seenStateOf(started));
            }
            if (started.endedAt() != null && started.attempt.endedAt() - origin != started.endedAt()) {
                fail(started + " ended at " + started.endedAt() + " ns and says another time");
            }
        }
        assertThat(simulation.race.attempts()).hasSameSizeAs(story.started());
        assertThat(simulation.race.runningAttempts())
                .isEqualTo(story.end() == null ? story.stillRunning().size() : 0);
    }

    private State seenStateOf(Started started) {
        if (started.endedAt() == null) {
            return story.end() == null ? State.RUNNING : State.DROPPED;
        }
        if (started.isGivenUp()) {
            return State.TIMED_OUT;
        }
        return switch (started.outcome) {
            case CONNECT -> State.CONNECTED;
            case REFUSE -> State.FAILED;
            case ERROR -> State.FAILED_LOCALLY;
            case HANG -> throw new AssertionError(started + " hangs, but ended");
        };
    }

    private void whatComesAfterTheEndChangesNothing() {
        if (story.end() == null) {
            return;
        }
        Race race = simulation.race;
        long later = simulation.now() + 1;
        String before = everything(race);
        assertThat(race.hasEnded()).isTrue();
        for (int how = 0; how < 3; how++) {
            for (Started started : story.started()) {
                RandomRace.tell(race, started.attempt, how, later);
            }
        }
        race.discovered(List.of(new Tunnel("too late", true)), later);
        race.lookupFailed();
        race.answered(AddressFamily.IPV4);
        race.answered(AddressFamily.IPV6);
        race.resolved();
        race.cancelled(later);
        race.expired(later);
        assertThat(race.next(later)).isEqualTo(story.end());
        assertThat(race.next(later + Scenario.nanos(100_000))).isEqualTo(story.end());
        assertThat(everything(race)).isEqualTo(before);
    }

    private static String everything(Race race) {
        StringBuilder text = new StringBuilder(Objects.toString(race.candidates()));
        for (Attempt attempt : race.attempts()) {
            text.append(attempt).append(attempt.startedAt()).append(attempt.endedAt());
        }
        return text.append(race.runningAttempts()).append(race.hasEnded()).toString();
    }
}
