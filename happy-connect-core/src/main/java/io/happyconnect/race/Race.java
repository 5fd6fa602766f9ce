package io.happyconnect.race;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.Attempt.State;
import io.happyconnect.race.Step.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A race between connection attempts: RFC 8305 "Happy Eyeballs", as a machine without I/O, threads or clock.
 *
 * <p>Tell it facts (answers of name resolution, ends of attempts, cancellation), each with the time at which it became
 * known, and after each fact call {@link #next(long)} until it returns {@link Step.Sleep}, {@link Step.Wait},
 * {@link Step.Won} or {@link Step.Lost}. It stores what happened, never a phase or a timer: every step is derived anew
 * from the facts, so that a late, repeated or early call cannot corrupt it. Facts that arrive after the end change nothing.
 *
 * <p>Times are monotonic nanoseconds of any origin, compared by difference. Not safe for several threads: the caller
 * guards it.
 *
 * <pre>
 * may start at all:   a candidate is known, and
 *                     (the awaited family has answered, positively or negatively,
 *                      or the resolution delay has passed since the first answer with a candidate)
 * next attempt due:   no attempt yet            -&gt; now
 *                     otherwise last start + (a failure was recorded since then ? floor : connection attempt delay)
 *                     floor = 10 ms, or 0 if the last start was to a loopback address
 * and only if:        running attempts &lt; limit (else wait until one ends), and an untried candidate is left
 * which candidate:    the first untried one of the complete list, sorted and interleaved anew after every answer
 * ends:               connected -&gt; won, all others dropped
 *                     nothing running, nothing untried, nothing unanswered -&gt; lost
 *                     deadline, cancel -&gt; lost
 * </pre>
 */
public final class Race {

    private static final long FLOOR_NANOS = RaceSettings.MINIMUM_CONNECTION_ATTEMPT_DELAY.toNanos();

    private static final Step.Wait WAIT = new Step.Wait();

    private static final Step.Hold HOLD = new Step.Hold(WAIT);

    private final RaceSettings settings;
    private final Candidates candidates = new Candidates();
    private @Nullable Attempt newest; // each knows the one before it
    private boolean ipv4Answered;
    private boolean ipv6Answered;
    private boolean resolved;
    private boolean lookupFailed;
    private long firstCandidateAt;
    private int running;
    private int networkFailures;
    private @Nullable Step end;

    /**
     * A race about which nothing is known yet.
     *
     * @param settings the knobs
     */
    public Race(RaceSettings settings) {
        this.settings = settings;
    }

    // --- facts about the name ---

    /**
     * Candidates became known. May be called any number of times; known candidates are ignored.
     *
     * @param found in the resolver's order of preference
     * @param now the time
     */
    public void discovered(List<? extends Candidate> found, long now) {
        if (end == null && !found.isEmpty()) {
            discovered(candidates.all().with(found, settings), now);
        }
    }

    /**
     * The same for candidates that are sorted already. Runs no code of others.
     *
     * @param all sorted by the settings of this race: what was known before, and what was found
     * @param now the time
     */
    public void discovered(SortedCandidates all, long now) {
        if (end != null || all.isEmpty()) {
            return;
        }
        if (candidates.all().isEmpty()) {
            firstCandidateAt = now;
        }
        candidates.replace(all, attempts());
    }

    /**
     * A family has answered completely, positively (its candidates were {@link #discovered} before) or negatively.
     *
     * @param family the family nothing more will come from
     */
    public void answered(AddressFamily family) {
        if (family == AddressFamily.IPV4) {
            ipv4Answered = true;
        } else {
            ipv6Answered = true;
        }
    }

    /** A lookup failed with an error rather than an empty answer; call {@link #answered} or {@link #resolved} as well. */
    public void lookupFailed() {
        lookupFailed = true;
    }

    /** Name resolution is finished: no answer is outstanding. */
    public void resolved() {
        resolved = true;
    }

    // --- facts about attempts ---

    /**
     * An attempt connected. It is the winner if it was running and the race had not ended; otherwise its socket has to be
     * closed. Ask {@link Attempt#state()}.
     *
     * @param attempt an attempt of this race
     * @param now the time
     */
    public void connected(Attempt attempt, long now) {
        if (attempt.isRunning()) {
            endAttempt(attempt, State.CONNECTED, now);
            endRace(new Step.Won(attempt), now);
        }
    }

    /**
     * An attempt failed, and a packet may have left this machine for it.
     *
     * @param attempt an attempt of this race
     * @param now the time
     */
    public void failed(Attempt attempt, long now) {
        if (attempt.isRunning()) {
            endAttempt(attempt, State.FAILED, now);
            networkFailures++;
        }
    }

    /**
     * An attempt failed before any packet left this machine: for pacing it never was.
     *
     * @param attempt an attempt of this race
     * @param now the time
     */
    public void failedLocally(Attempt attempt, long now) {
        if (attempt.isRunning()) {
            endAttempt(attempt, State.FAILED_LOCALLY, now);
        }
    }

    // --- facts about the caller ---

    /**
     * The deadline of the whole race has passed.
     *
     * @param now the time
     */
    public void expired(long now) {
        endRace(new Step.Lost(Reason.DEADLINE), now);
    }

    /**
     * Nobody wants the result any more.
     *
     * @param now the time
     */
    public void cancelled(long now) {
        endRace(new Step.Lost(Reason.CANCELLED), now);
    }

    // --- what to do ---

    /**
     * What to do now. Call it again after doing it.
     *
     * @param now the time
     * @return the next step; {@link Step.Won} or {@link Step.Lost} once the race has ended, for ever
     */
    public Step next(long now) {
        return next(now, true);
    }

    /**
     * The same for a driver that may have to wait for a socket. Where an attempt is due and may not start, nothing is recorded:
     * for pacing it starts when it does.
     *
     * @param now the time
     * @param mayStart whether an attempt may start
     * @return the next step; {@link Step.Hold} instead of {@link Step.Start} if none may start
     */
    public Step next(long now, boolean mayStart) {
        if (end != null) {
            return end;
        }
        Attempt overdue = overdue(now);
        if (overdue != null) {
            endAttempt(overdue, State.TIMED_OUT, now);
            networkFailures++;
            return new Step.GiveUp(overdue);
        }
        if (!candidates.hasUntried()) {
            if (running == 0 && allAnswered()) {
                return endRace(new Step.Lost(reasonOfLoss()), now);
            }
            return sleepOrWait();
        }
        if (!awaitedFamilyIsSettled(now)) {
            return sleepUntil(firstCandidateAt + settings.resolutionDelayNanos());
        }
        if (running >= settings.maxConcurrentAttempts()) {
            return sleepOrWait();
        }
        Attempt last = lastStart();
        if (last != null) {
            long due = last.startedAt() + pause(last);
            if (now - due < 0) {
                return sleepUntil(due);
            }
        }
        return mayStart ? new Step.Start(start(now)) : hold();
    }

    private Step hold() {
        return settings.attemptTimeoutNanos() == Long.MAX_VALUE ? HOLD : new Step.Hold(sleepOrWait());
    }

    private Attempt start(long now) {
        Attempt attempt = new Attempt(candidates.takeNext(), now, networkFailures, newest);
        newest = attempt;
        running++;
        return attempt;
    }

    private boolean awaitedFamilyIsSettled(long now) {
        AddressFamily awaited = settings.awaitedFamily();
        return awaited == null
                || resolved
                || (awaited == AddressFamily.IPV4 ? ipv4Answered : ipv6Answered)
                || candidates.all().have(awaited)
                || candidates.all().startsAtOnce()
                || now - firstCandidateAt >= settings.resolutionDelayNanos();
    }

    /** The newest attempt that may have put a packet on a network. */
    private @Nullable Attempt lastStart() {
        Attempt last = newest;
        while (last != null && last.state() == State.FAILED_LOCALLY) {
            last = last.before();
        }
        return last;
    }

    // RFC 8305 §5: "a subsequent connection MUST NOT be started within 10 milliseconds of the previous attempt".
    // Failures counted before the last start do not shorten the pause after it: early starts are not saved up.
    private long pause(Attempt lastStart) {
        if (networkFailures == lastStart.startedAfter()) {
            return settings.connectionAttemptDelayNanos();
        }
        return candidates.all().isLoopback(lastStart.candidate()) ? 0 : FLOOR_NANOS;
    }

    private boolean allAnswered() {
        return resolved || (ipv4Answered && ipv6Answered);
    }

    private Reason reasonOfLoss() {
        if (!candidates.all().isEmpty()) {
            return Reason.ALL_FAILED;
        }
        return lookupFailed ? Reason.RESOLUTION_FAILED : Reason.NO_ADDRESSES;
    }

    /** The oldest attempt that has run for too long. */
    private @Nullable Attempt overdue(long now) {
        Attempt oldest = null;
        if (settings.attemptTimeoutNanos() != Long.MAX_VALUE) {
            for (Attempt each = newest; each != null; each = each.before()) {
                if (each.isRunning() && now - each.startedAt() >= settings.attemptTimeoutNanos()) {
                    oldest = each;
                }
            }
        }
        return oldest;
    }

    /** Until the next attempt timeout, if there is one. */
    private Step sleepOrWait() {
        Attempt first = firstToTimeOut();
        return first == null ? WAIT : new Step.Sleep(timeoutOf(first));
    }

    /** Until the given time or the next attempt timeout, whichever comes first. */
    private Step sleepUntil(long time) {
        Attempt first = firstToTimeOut();
        return new Step.Sleep(first == null || time - timeoutOf(first) <= 0 ? time : timeoutOf(first));
    }

    // The oldest of those that run: all have the same timeout.
    private @Nullable Attempt firstToTimeOut() {
        Attempt oldest = null;
        if (settings.attemptTimeoutNanos() != Long.MAX_VALUE) {
            for (Attempt each = newest; each != null; each = each.before()) {
                oldest = each.isRunning() ? each : oldest;
            }
        }
        return oldest;
    }

    private long timeoutOf(Attempt attempt) {
        return attempt.startedAt() + settings.attemptTimeoutNanos();
    }

    private void endAttempt(Attempt attempt, State state, long now) {
        attempt.end(state, now);
        running--;
    }

    private Step endRace(Step how, long now) {
        if (end == null) {
            end = how;
            for (Attempt each = newest; each != null; each = each.before()) {
                if (each.isRunning()) {
                    endAttempt(each, State.DROPPED, now);
                }
            }
        }
        return end;
    }

    // --- what is known ---

    /** {@return the attempts so far in the order of their starts, unmodifiable} */
    public List<Attempt> attempts() {
        if (newest == null) {
            return List.of();
        }
        Attempt[] all = new Attempt[newest.index() + 1];
        for (Attempt each = newest; each != null; each = each.before()) {
            all[each.index()] = each;
        }
        return List.of(all);
    }

    /** {@return all candidates known, in the order in which they would be tried now; tried ones included} */
    public List<Candidate> candidates() {
        return candidates.all().ordered();
    }

    /** {@return how many attempts are running} */
    public int runningAttempts() {
        return running;
    }

    /** {@return whether the race has been won or lost} */
    public boolean hasEnded() {
        return end != null;
    }
}
