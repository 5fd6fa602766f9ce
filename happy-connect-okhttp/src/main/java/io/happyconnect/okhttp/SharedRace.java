package io.happyconnect.okhttp;

import io.happyconnect.Cancellation;
import io.happyconnect.ConnectCancelledException;
import io.happyconnect.ConnectFailure;
import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.WonRace;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceReport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One race that several connects have a share in, each for one of its addresses: the winner's gets the socket, the others
 * get the failure of their address. The first of them runs it, on its own thread; when that one is cancelled there is no
 * race any more, and the others begin another.
 *
 * <p>Between the end of the race and the moment when OkHttp comes to the winner's route the socket belongs to nobody. It is
 * closed when the call is over or, where the call is not known, when nobody has come after a while.
 */
final class SharedRace {

    /** OkHttp walks through its routes in microseconds; a second is for listeners of an application that block. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private enum State {
        RUNNING,
        /** The winner waits for its connect. */
        WON,
        /** The winner has been fetched. */
        CLAIMED,
        /** No address connected. */
        LOST,
        /** Cancelled, or the winner was closed because nobody came. */
        GONE
    }

    private final HappyConnector connector;
    private final Target target;
    private final List<InetAddress> addresses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private State state = State.RUNNING; // guarded by lock, as are all below
    private @Nullable Socket socket;
    private @Nullable AddressCandidate winner;
    private @Nullable IOException failure;
    private Supplier<RaceReport> report = () -> {
        throw new IllegalStateException("the race has not ended");
    };
    private boolean failureTold;
    private @Nullable Future<?> grace;

    SharedRace(HappyConnector connector, Target target, List<InetAddress> addresses) {
        this.connector = connector;
        this.target = target;
        this.addresses = List.copyOf(addresses);
    }

    /** Whether a connect to this address has a share in this race; if not, it needs another. */
    boolean admits(AddressCandidate own) {
        lock.lock();
        try {
            return switch (state) {
                case RUNNING, LOST -> includes(own);
                case WON -> own.port() == target.port();
                case CLAIMED, GONE -> false;
            };
        } finally {
            lock.unlock();
        }
    }

    private boolean includes(AddressCandidate own) {
        for (InetAddress address : addresses) {
            if (own.equals(new AddressCandidate(address, target.port()))) {
                return true;
            }
        }
        return false;
    }

    /** Runs the race on this thread, once. Throws only what makes it nobody's: a lost race is told by {@link #claim}. */
    void run(ConnectOptions options) throws IOException {
        WonRace won = null;
        IOException lost = null;
        try {
            won = connector.race(target, options.withAddresses(addresses));
        } catch (IOException e) {
            if (e instanceof ConnectCancelledException || !(e instanceof ConnectFailure)) {
                throw e;
            }
            lost = e;
        } finally {
            end(won, lost);
        }
    }

    private void end(@Nullable WonRace won, @Nullable IOException lost) {
        lock.lock();
        try {
            if (won != null) {
                won(won);
            } else if (lost instanceof ConnectFailure race) {
                lost(lost, race);
            } else {
                state = State.GONE;
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void won(WonRace race) {
        state = State.WON;
        socket = race.socket();
        winner = new AddressCandidate(race.socket().getInetAddress(), target.port());
        report = race::report;
    }

    private void lost(IOException e, ConnectFailure race) {
        state = State.LOST;
        failure = e;
        report = race::report;
    }

    /**
     * Waits for the end and takes the winner.
     *
     * @param own the address to connect to
     * @param attended whether somebody will {@link #abandon} the race when the call is over
     * @return its socket; null if the race is gone and another has to be run
     * @throws IOException why this address is not connected
     */
    @Nullable
    Socket claim(AddressCandidate own, boolean attended, ConnectOptions options) throws IOException {
        lock.lock();
        try {
            awaitEnd(own, options);
            if (state == State.GONE) {
                return null;
            }
            Socket claimed = claimIfWon(own);
            if (claimed != null) {
                return claimed;
            }
            if (!attended) {
                keepForAWhile();
            }
            throw failureOf(own);
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd(AddressCandidate own, ConnectOptions options) throws IOException {
        if (state != State.RUNNING) {
            return;
        }
        Cancellation cancellation = options.cancellation().orElseGet(Cancellation::new);
        Duration timeout = options.timeout().orElse(connector.connectTimeout());
        long left = timeout.toNanos();
        Cancellation.Registration waking = cancellation.onCancel(this::wakeAll);
        try {
            while (state == State.RUNNING) {
                if (cancellation.isCancelled()) {
                    throw new SocketException("Socket closed");
                }
                if (left <= 0) {
                    throw new SocketTimeoutException(own + ": no answer within " + timeout.toMillis() + " ms");
                }
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting to " + own);
        } finally {
            waking.undo();
        }
    }

    private void wakeAll() {
        lock.lock();
        try {
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@return what has connected and not been claimed, if there is such a thing} */
    @Nullable
    AddressCandidate winner() {
        lock.lock();
        try {
            return state == State.WON ? winner : null;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the socket if there is one to be claimed and it is connected to this address} */
    @Nullable
    Socket claimIfWon(AddressCandidate own) {
        lock.lock();
        try {
            if (state != State.WON || !own.equals(winner)) {
                return null;
            }
            state = State.CLAIMED;
            if (grace != null) {
                grace.cancel(false);
            }
            return socket;
        } finally {
            lock.unlock();
        }
    }

    private IOException failureOf(AddressCandidate address) {
        IOException own = RouteFailure.of(address, report.get(), failure);
        if (failure != null && !failureTold) {
            failureTold = true;
            own.addSuppressed(failure);
        }
        return own;
    }

    private void keepForAWhile() {
        if (state == State.WON && grace == null) {
            grace = Background.after(GRACE_NANOS, this::abandon);
        }
    }

    /** Nobody will come any more. */
    void abandon() {
        Socket unused = null;
        lock.lock();
        try {
            if (grace != null) {
                grace.cancel(false);
            }
            if (state == State.WON) {
                state = State.GONE;
                unused = socket;
            }
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            closeQuietly(unused);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nobody is there to be told; the descriptor is released all the same.
        }
    }
}
