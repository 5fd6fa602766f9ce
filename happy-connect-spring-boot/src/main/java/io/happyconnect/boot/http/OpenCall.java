package io.happyconnect.boot.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A call from its start until its response is closed. A platform thread that waits for a socket does not notice an interrupt,
 * so another thread looks after it and cancels the call.
 */
final class OpenCall {

    private final Call call;
    private final OpenCalls calls;
    private volatile @Nullable Thread waiting;
    private volatile boolean interrupted;

    OpenCall(Call call, OpenCalls calls) {
        this.call = call;
        this.calls = calls;
    }

    Response execute() throws IOException {
        beginToWait();
        try {
            return call.execute();
        } catch (IOException failure) {
            throw translated(failure);
        } finally {
            endToWait();
        }
    }

    void beginToWait() {
        waiting = Thread.currentThread();
        calls.watch();
    }

    void endToWait() {
        waiting = null;
    }

    boolean isWaiting() {
        return waiting != null;
    }

    void cancelIfInterrupted() {
        Thread thread = waiting;
        if (thread != null && thread.isInterrupted()) {
            interrupted = true;
            call.cancel();
        }
    }

    void cancel() {
        call.cancel();
    }

    /** What to throw instead of a failure: the interrupt, if there was one. The thread's flag stays set. */
    IOException translated(IOException failure) {
        boolean byInterrupt = interrupted || Thread.currentThread().isInterrupted();
        if (!byInterrupt || failure instanceof SocketTimeoutException) {
            return failure;
        }
        InterruptedIOException interrupt = new InterruptedIOException("Request was interrupted: "
                + call.request().method() + " " + call.request().url().redact());
        interrupt.initCause(failure);
        return interrupt;
    }

    /** The response is closed, or there is none. */
    void end() {
        calls.ended(this);
    }
}
