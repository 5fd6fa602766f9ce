package io.happyconnect.dns.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.AbstractList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;

/** What becomes of those who wait when there is no memory, no thread, or no luck. */
@LeaksNothing(withinMillis = 15_000)
class LoopTest {

    private static final Question QUESTION = new Question("www.example", AddressFamily.IPV6);

    /** Fails once as a kernel without room for another thread does. */
    private static ThreadFactory failingOnce() {
        var calls = new AtomicInteger();
        return work -> {
            if (calls.getAndIncrement() == 0) {
                return new Thread(work) {
                    @Override
                    public void start() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                };
            }
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Test
    void aThreadThatCouldNotBeginIsTriedAgainByTheNextTask() throws Exception {
        try (var loop = new Loop(failingOnce())) {
            var done = new CountDownLatch(1);

            assertThatThrownBy(() -> loop.execute(done::countDown)).isInstanceOf(OutOfMemoryError.class);
            assertThat(loop.execute(done::countDown)).isTrue();

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsOnlyForARunningLoopBeginsNone() {
        var threads = new AtomicInteger();
        try (var loop = new Loop(work -> {
            threads.incrementAndGet();
            return new Thread(work);
        })) {
            loop.executeIfRunning(() -> {});

            assertThat(threads).hasValue(0);
        }
    }

    @Test
    void anExchangeThatRunsOutOfMemoryHasFailed() {
        var failure = new CompletableFuture<String>();
        try (var loop = new Loop()) {
            var exchange = new Exchange(loop, new Message(1), reply -> {}, failure::complete) {
                @Override
                SelectableChannel send() throws IOException {
                    throw new OutOfMemoryError("Direct buffer memory");
                }

                @Override
                public void ready(SelectionKey key) {}
            };

            exchange.begin();

            assertThat(failure).isCompletedWithValue("Direct buffer memory");
        }
    }

    @Test
    void aQuestionThatRunsOutOfMemoryIsAFailedAnswer() {
        var servers = new AbstractList<Server>() {
            @Override
            public Server get(int index) {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        var ended = new CompletableFuture<Result>();
        try (var loop = new Loop()) {
            var list = new ServerList(servers, TimeUnit.SECONDS.toNanos(5), 2, false, false, false, 1);

            new Asking(loop, QUESTION, list, new ServerHealth(), ended::complete).begin();

            assertThat(ended).isCompletedWithValueMatching(result -> result.outcome() == LookupOutcome.UNREACHABLE);
        }
    }
}
