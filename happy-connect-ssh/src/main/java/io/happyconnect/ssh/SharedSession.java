package io.happyconnect.ssh;

import io.happyconnect.route.Below;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * A session that several attempts share. It is made on a thread of its own, because none of the attempts that wait for it may take
 * it away from the others; when none waits any more, the making is given up.
 */
final class SharedSession {

    private final List<Hop> hops;
    private final Below below;
    private final SharedSessions owner;
    private final CompletableFuture<ClientSession> made = new CompletableFuture<>();
    private final Making making = new Making();
    private int waiting; // guarded by this
    private boolean over; // guarded by this

    SharedSession(List<Hop> hops, Below below, SharedSessions owner) {
        this.hops = hops;
        this.below = below;
        this.owner = owner;
    }

    List<Hop> hops() {
        return hops;
    }

    /** One more that waits; {@code null} if this session is no use any more. */
    synchronized @Nullable Lease lease() {
        if (over
                || made.isCompletedExceptionally()
                || (made.isDone() && !made.join().isOpen())) {
            return null;
        }
        waiting++;
        return new Lease();
    }

    /**
     * Logs in on another thread.
     *
     * @throws IOException if there is no thread; the session is over then, and known to nobody
     */
    Lease begin(LogIn logIn, Executor threads) throws IOException {
        Lease first = lease();
        if (first == null) {
            throw new AssertionError("a new session is over");
        }
        try {
            threads.execute(() -> make(logIn));
        } catch (Throwable noThread) {
            end();
            made.completeExceptionally(noThread);
            throw new IOException("no thread to log in to " + Hop.describe(hops) + ": " + noThread, noThread);
        }
        return first;
    }

    private void make(LogIn logIn) {
        try {
            ClientSession session = logIn.to(hops, below, owner, making);
            session.addCloseFutureListener(closed -> end());
            if (!made.complete(session)) {
                session.close(true);
            }
        } catch (IOException | RuntimeException | Error failure) {
            end();
            made.completeExceptionally(failure);
        }
    }

    private void end() {
        synchronized (this) {
            over = true;
        }
        owner.forget(this);
    }

    void close() {
        end();
        making.cancel();
        if (!made.completeExceptionally(new IOException("the SSH tunnels are closed"))
                && !made.isCompletedExceptionally()) {
            made.join().close(true);
        }
    }

    /** What the attempts of a race hold while they wait. */
    final class Lease {

        private boolean ended; // guarded by SharedSession.this
        private final CompletableFuture<ClientSession> mine = made.copy();

        private Lease() {}

        /** Waits for the session. {@link #cancel()} ends it. */
        ClientSession await() throws IOException {
            try {
                return mine.get();
            } catch (CancellationException cancelled) {
                throw new IOException("Attempt cancelled", cancelled);
            } catch (ExecutionException failure) {
                throw failed(failure.getCause() == null ? failure : failure.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for an SSH session");
            } finally {
                end();
            }
        }

        // A new one for each, for several may throw it.
        private static IOException failed(Throwable cause) {
            return new IOException(String.valueOf(cause.getMessage()), cause);
        }

        /** Any thread, any number of times. */
        void cancel() {
            mine.cancel(false);
            end();
        }

        private void end() {
            boolean nobodyIsLeft;
            synchronized (SharedSession.this) {
                if (ended) {
                    return;
                }
                ended = true;
                waiting--;
                nobodyIsLeft = waiting == 0 && !made.isDone();
                over |= nobodyIsLeft;
            }
            if (nobodyIsLeft) {
                owner.forget(SharedSession.this);
                made.cancel(false);
                making.cancel();
            }
        }
    }
}
