package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.race.Step;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a {@link SelectorLoop}: waits for channels and for the next timer, and visits whoever wants it.
 *
 * <p>It runs no code of others, and takes no lock it might have to wait for, so that no race can hold up another. Visits are
 * made in chunks between two looks at the selector, so that a burst of new races does not hold up those that are about to end.
 *
 * <p>Sleeping has three steps. The kernel is up to a thousandth late, so a sleep ends a millisecond early; the milliseconds that
 * the selector counts in are too coarse for what is left below one, so that is slept in slices which are short enough for a
 * channel to wait for. What is left when the last one ends, on an idle machine less than a tenth of a millisecond, is spun away. While it is in use it naps, so that a race that begins finds it awake early enough and need not wake it,
 * which costs several connects over loopback.
 */
final class LoopThread implements Runnable {

    private static final int CHUNK = 32;
    /** So often in a row something may fail. */
    private static final int MOST_FAULTS = 10;
    /** And so often where giving up fails too: whoever waits cannot be helped, and the log shall not be filled. */
    private static final int MOST_FAULTS_OF_ALL = 1_000;

    private static final long MILLI = 1_000_000L;
    private static final long SLICE = 250_000L;
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    /**
     * How long it sleeps, in nanoseconds.
     *
     * @param nap at a time while it is in use
     * @param stayAwake for how long it naps after it was used
     * @param linger for how long it sleeps then, before it ends
     */
    record Pace(long nap, long stayAwake, long linger) {}

    private final SelectorLoop loop;
    private final Platform platform;
    private final Selector selector;
    private final Inbox inbox;
    private final Pace pace;
    private final Timers timers = new Timers();
    private final Consumer<SelectionKey> ready = this::ready;
    private final List<Visited> flushing = new ArrayList<>();
    private int flushFaults;
    private @Nullable Visited arrived;
    private long lastUse;

    /** When it will look again; in the past while it is awake. */
    private volatile long asleepUntil;

    private LoopThread(SelectorLoop loop, Selector selector, Inbox inbox, Pace pace) {
        this.loop = loop;
        this.platform = loop.platform();
        this.selector = selector;
        this.inbox = inbox;
        this.pace = pace;
        this.lastUse = platform.now();
        this.asleepUntil = lastUse - FOR_EVER;
    }

    static LoopThread open(SelectorLoop loop, Inbox inbox, Pace pace) throws IOException {
        return new LoopThread(loop, loop.platform().openSelector(), inbox, pace);
    }

    // --- for any thread ---

    void wakeBy(long at) {
        if (at - asleepUntil < 0) {
            selector.wakeup();
        }
    }

    void wake() {
        selector.wakeup();
    }

    // --- for those it visits ---

    SelectionKey register(SocketChannel channel, ChannelAttempt attempt) throws ClosedChannelException {
        return channel.register(selector, SelectionKey.OP_CONNECT, attempt);
    }

    /** Keys were cancelled: calls {@link Visited#flushed} once their channels are free. */
    void flushFor(Visited visited) {
        flushing.add(visited);
    }

    // --- the thread ---

    @Override
    public void run() {
        prepare();
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = round();
            } catch (RuntimeException | Error fault) {
                survive(fault);
            }
        }
        closeSelector();
    }

    // What a failure needs is loaded before there is one: later there may be no descriptor left to read a class with.
    private void prepare() {
        try {
            Log.prepare();
            FailureCause unused = FailureCause.of(new SocketException("Too many open files"));
            boolean unusedToo = LocalFailure.isOne(
                    new AddressCandidate(InetAddress.getLoopbackAddress(), 1),
                    new ConnectException("Connection refused"),
                    platform);
            for (Class<?> needed : List.of(Abort.class, Step.Reason.class, RaceOutcome.class, AttemptOutcome.class)) {
                Object[] unusedValues = needed.getEnumConstants();
            }
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in preparing a selector thread", fault);
        }
    }

    // Out of memory, for example. Races wait for this thread: it must not end, nor fill the log, nor end because it
    // cannot log.
    private void survive(Throwable fault) {
        platform.park(this, MILLI);
        Log.unexpected("in a selector thread", fault);
    }

    private boolean round() {
        long now = platform.now();
        if (loop.isClosed()) {
            tellAll();
        } else if (timers.isEmpty()
                && arrived == null
                && now - lastUse >= pace.stayAwake() + pace.linger()
                && loop.mayEnd()) {
            return false;
        }
        look(now);
        deliver();
        visitArrived();
        visitDue();
        return !(loop.isClosed() && isDeserted() && loop.mayEnd());
    }

    // Timers and deadlines do not depend on the selector.
    private void look(long now) {
        try {
            if (hasWork(now)) {
                selector.selectNow(ready);
            } else {
                sleep(now);
            }
        } catch (IOException | RuntimeException | Error fault) {
            asleepUntil = now - FOR_EVER;
            survive(fault);
        }
    }

    private boolean isDeserted() {
        return timers.isEmpty() && arrived == null && flushing.isEmpty();
    }

    private boolean hasWork(long now) {
        return arrived != null || !flushing.isEmpty() || !inbox.isEmpty() || isDue(timers.first(), now);
    }

    private static boolean isDue(@Nullable Visited first, long now) {
        return first != null && now - first.dueAt >= 0;
    }

    private void sleep(long now) throws IOException {
        Visited first = timers.first();
        long until = now + (now - lastUse < pace.stayAwake() ? pace.nap() : pace.linger());
        if (first != null && first.dueAt - until < 0) {
            until = first.dueAt;
        }
        asleepUntil = until;
        // Whoever came before it could see that is seen here; whoever comes later wakes us.
        if (inbox.isEmpty()) {
            // Closed, and yet someone is not gone: who holds its lock will let it go.
            long left = loop.isClosed() ? MILLI : until - platform.now();
            if (left >= 2 * MILLI) {
                selector.select(ready, left / MILLI - 1);
            } else if (left >= MILLI) {
                selector.select(ready, 1);
            } else {
                if (left > Platform.PARK_LATENESS) {
                    platform.park(this, Math.min(left - Platform.PARK_LATENESS, SLICE));
                } else if (left > 0) {
                    platform.spin(left);
                }
                selector.selectNow(ready);
            }
        }
        asleepUntil = now - FOR_EVER;
    }

    private void ready(SelectionKey key) {
        ChannelAttempt attempt = (ChannelAttempt) key.attachment();
        ChannelRace race = attempt.race();
        try {
            attempt.setReady(true);
            visit(race, platform.now());
        } catch (RuntimeException | Error fault) {
            key.cancel();
            Log.unexpected("in a race to " + race.plan().target(), fault);
        }
    }

    private void deliver() {
        while (!flushing.isEmpty()) {
            int free = flushing.size(); // more may come while the selector is looked at
            if (!lookedForCancelledKeys()) {
                return; // they wait for the next round
            }
            for (int i = 0; i < free; i++) {
                flushed(flushing.get(i));
            }
            flushing.subList(0, free).clear();
        }
    }

    // A channel whose key was cancelled can be used. If the selector keeps failing, it is handed over as it is: then
    // its
    // descriptor is kept after it was closed, which is better than a channel that nobody gets.
    private boolean lookedForCancelledKeys() {
        try {
            selector.selectNow(ready);
            flushFaults = 0;
            return true;
        } catch (IOException | RuntimeException | Error fault) {
            survive(fault);
            return ++flushFaults >= MOST_FAULTS;
        }
    }

    private void flushed(Visited visited) {
        try {
            visited.flushed();
        } catch (RuntimeException | Error fault) {
            timers.put(visited, platform.now() + pace.nap());
            Log.unexpected("in a selector thread", fault);
        }
    }

    private void visitArrived() {
        for (int visits = 0; visits < CHUNK; visits++) {
            Visited next = arrived == null ? inbox.takeAll() : arrived;
            if (next == null) {
                return;
            }
            arrived = next.before;
            next.before = null;
            next.leaves();
            visit(next, platform.now());
        }
    }

    private void visitDue() {
        long now = platform.now();
        for (int visits = 0; visits < CHUNK && isDue(timers.first(), now); visits++) {
            visit(timers.first(), now);
            now = platform.now();
        }
    }

    private void visit(@Nullable Visited visited, long now) {
        if (visited == null) {
            return;
        }
        lastUse = now;
        long next = now + pace.nap();
        try {
            next = visited.visit(this, now);
            visited.faults = 0;
        } catch (RuntimeException | Error fault) {
            if (++visited.faults >= MOST_FAULTS && (isGivenUp(visited) || visited.faults >= MOST_FAULTS_OF_ALL)) {
                next = Visited.GONE;
            }
            Log.unexpected("in a selector thread", fault);
        } finally {
            if (next == Visited.GONE) {
                timers.remove(visited);
            } else {
                timers.put(visited, next);
            }
        }
    }

    private boolean isGivenUp(Visited visited) {
        try {
            return visited.giveUp(this);
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in giving up a race", fault);
            return false;
        }
    }

    /** The loop is closed: everyone is told, and visited again at once. */
    private void tellAll() {
        List<Visited> all = new ArrayList<>();
        for (Visited first = timers.first(); first != null; first = timers.first()) {
            timers.remove(first);
            all.add(first);
        }
        for (Visited each = arrived == null ? inbox.takeAll() : arrived; each != null; ) {
            Visited next = each.before;
            each.before = null;
            each.leaves();
            all.add(each);
            each = next;
        }
        arrived = null;
        for (Visited each : all) {
            each.closed();
            visit(each, platform.now());
        }
    }

    void closeSelector() {
        try {
            selector.close();
        } catch (IOException ignored) {
            // Nothing can be done, and nothing is lost: its descriptors are as closed as they can be.
        }
    }
}
