package io.happyconnect.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A platform that knows every name, or none, and answers when the test lets it. */
final class StubPlatform implements HostLookup {

    static final InetAddress IPV4 = address("192.0.2.1");
    static final InetAddress IPV6 = address("2001:db8::1");

    private final HostLookup answer;
    private final CountDownLatch released;
    private final Semaphore begun = new Semaphore(0);
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private StubPlatform(HostLookup answer, boolean held) {
        this.answer = answer;
        this.released = new CountDownLatch(held ? 1 : 0);
    }

    static StubPlatform answering(HostLookup answer) {
        return new StubPlatform(answer, false);
    }

    static StubPlatform answering(InetAddress... addresses) {
        return answering(name -> List.of(addresses));
    }

    static StubPlatform knowingNothing() {
        return answering(name -> {
            throw new UnknownHostException(name);
        });
    }

    /** Answers nobody before {@link #release}. */
    static StubPlatform held(InetAddress... addresses) {
        return new StubPlatform(name -> List.of(addresses), true);
    }

    @Override
    public List<InetAddress> addressesOf(String name) throws IOException {
        threads.add(Thread.currentThread());
        names.add(name);
        begun.release();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        return answer.addressesOf(name);
    }

    void release() {
        released.countDown();
    }

    void awaitBegun(int lookups) throws InterruptedException {
        assertThat(begun.tryAcquire(lookups, 10, TimeUnit.SECONDS))
                .as("%s lookups begun within 10 s, now %s", lookups, names)
                .isTrue();
    }

    List<String> names() {
        return List.copyOf(names);
    }

    List<Thread> threads() {
        return List.copyOf(threads);
    }

    /** An address without a name; the text is a literal. */
    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static void awaitThat(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what + " within 10 s").isLessThan(10_000_000_000L);
            Thread.onSpinWait();
        }
    }

    static void awaitEnd(Thread thread) throws InterruptedException {
        thread.join(10_000);
        assertThat(thread.isAlive()).as("%s still runs", thread).isFalse();
    }
}
