package io.happyconnect.drive;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Connects at once, without a network, and counts what becomes of its sockets. */
final class CountedDials implements DialableCandidate {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();

    int opened() {
        return opened.get();
    }

    int closes() {
        return closes.get();
    }

    int cancels() {
        return cancels.get();
    }

    @Override
    public AddressFamily family() {
        return null;
    }

    @Override
    public boolean isLoopback() {
        return true;
    }

    @Override
    public Dial newDial() {
        return new Dial() {
            @Override
            public Socket connect() {
                opened.incrementAndGet();
                return new Connected();
            }

            @Override
            public void cancel() {
                cancels.incrementAndGet();
            }
        };
    }

    private final class Connected extends Socket {

        private volatile boolean closed;

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
            closes.incrementAndGet();
        }
    }
}
