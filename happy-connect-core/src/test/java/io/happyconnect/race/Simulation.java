package io.happyconnect.race;

import io.happyconnect.candidate.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Plays a race in virtual time: delivers events and writes down the steps. It decides nothing.
 *
 * <p>Within one instant events come one at a time, in the order of {@link Kind}, and after each the race is asked what to
 * do until it has nothing more to do.
 */
final class Simulation {

    /** What may happen, in the order in which it happens within one instant. */
    enum Kind {
        RESULT,
        ANSWER,
        TIMER,
        DEADLINE,
        CANCELLATION
    }

    /** What an attempt comes to. */
    enum Outcome {
        CONNECT,
        REFUSE,
        HANG,
        ERROR
    }

    /** What an attempt to some candidate comes to, so many nanoseconds after its start. */
    record Behaviour(Outcome outcome, long after) {}

    private record Event(long at, Kind kind, int sequence, Runnable fact) {}

    private static final Comparator<Event> IN_ORDER =
            Comparator.comparingLong(Event::at).thenComparing(Event::kind).thenComparingInt(Event::sequence);

    private static final int MORE_STEPS_THAN_ANY_INSTANT_NEEDS = 10_000;

    final Race race;
    private final Function<Candidate, Behaviour> network;
    private final long origin;
    private final PriorityQueue<Event> events = new PriorityQueue<>(IN_ORDER);
    private final List<Story.Started> started = new ArrayList<>();
    private Event timer = null;
    private int scheduled;
    private int places;
    private long elapsed;
    private Step end = null;

    /** A race that begins at the given reading of the clock; all times given to and taken from a simulation count from there. */
    Simulation(RaceSettings settings, Function<Candidate, Behaviour> network, long origin) {
        this.race = new Race(settings);
        this.network = network;
        this.origin = origin;
    }

    long now() {
        return origin + elapsed;
    }

    /** The attempts so far, a live list. */
    List<Story.Started> started() {
        return started;
    }

    void at(long nanos, Kind kind, Runnable fact) {
        events.add(new Event(nanos, kind, scheduled++, fact));
    }

    /** Plays until the end of the race, the last event, or the given time (inclusive), whichever comes first. */
    Story playUntil(long last) {
        followSteps();
        while (end == null) {
            Event event = nextEvent();
            if (event == null || event.at > last) {
                break;
            }
            elapsed = event.at;
            event.fact.run();
            followSteps();
        }
        return new Story(List.copyOf(started), end, elapsed);
    }

    private Event nextEvent() {
        Event next = events.peek();
        if (timer != null && (next == null || IN_ORDER.compare(timer, next) < 0)) {
            return timer;
        }
        return events.poll();
    }

    private void followSteps() {
        timer = null;
        for (int steps = 0; steps < MORE_STEPS_THAN_ANY_INSTANT_NEEDS; steps++) {
            Step step = race.next(now());
            if (step instanceof Step.Start start) {
                start(start.attempt());
            } else if (step instanceof Step.GiveUp giveUp) {
                recordOf(giveUp.attempt()).end(elapsed, places++, true);
            } else if (step instanceof Step.Sleep sleep) {
                sleepUntil(sleep.until());
                return;
            } else if (step instanceof Step.Wait) {
                return;
            } else {
                end = step;
                return;
            }
        }
        throw new AssertionError("the race never stops to want something at " + elapsed + " ns");
    }

    private void sleepUntil(long until) {
        long wakeUp = until - origin;
        if (wakeUp <= elapsed) {
            throw new AssertionError("at " + elapsed + " ns the race wants to sleep until " + wakeUp + " ns");
        }
        timer = new Event(wakeUp, Kind.TIMER, 0, () -> {});
    }

    private void start(Attempt attempt) {
        Behaviour behaviour = network.apply(attempt.candidate());
        Story.Started record = new Story.Started(attempt, elapsed, behaviour.outcome(), places++);
        started.add(record);
        if (behaviour.outcome() != Outcome.HANG) {
            at(elapsed + behaviour.after(), Kind.RESULT, () -> deliver(record));
        }
    }

    private void deliver(Story.Started record) {
        record.end(elapsed, places++, false);
        switch (record.outcome) {
            case CONNECT -> race.connected(record.attempt, now());
            case REFUSE -> race.failed(record.attempt, now());
            case ERROR -> race.failedLocally(record.attempt, now());
            case HANG -> throw new AssertionError(record);
        }
    }

    private Story.Started recordOf(Attempt attempt) {
        return started.stream()
                .filter(record -> record.attempt == attempt)
                .findFirst()
                .orElseThrow(() -> new AssertionError(attempt + " was never started"));
    }
}
