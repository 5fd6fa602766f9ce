package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@LeaksNothing
class SystemResolverCloseTest {

    private static final Target TARGET = Target.of("example.com", 443);
    private static final String CLOSED = "failed example.com: the resolver is closed";

    private final LookupThreads threads = new LookupThreads(1, Duration.ofSeconds(60), LookupThreads::daemon);

    private SystemResolver resolver(HostLookup platform) {
        return new SystemResolver(platform, threads, new AddressCache(10, 1, () -> 0));
    }

    private static RecordedAnswers resolve(SystemResolver resolver, Target target) {
        var answers = new RecordedAnswers();
        resolver.resolve(target, answers);
        return answers;
    }

    @Test
    void everyoneWhoWaitsIsToldAndEveryThreadEnds() throws Exception {
        var platform = StubPlatform.held(IPV4);
        var resolver = resolver(platform);
        RecordedAnswers running = resolve(resolver, TARGET);
        RecordedAnswers sharing = resolve(resolver, TARGET);
        platform.awaitBegun(1);
        RecordedAnswers queued = resolve(resolver, Target.of("queued.example.com", 443));
        resolver.close();

        assertThat(running.wordsWhenDone()).containsExactly(CLOSED, "done");
        assertThat(sharing.wordsWhenDone()).containsExactly(CLOSED, "done");
        assertThat(queued.wordsWhenDone()).containsExactly("failed queued.example.com: the resolver is closed", "done");
        awaitEnd(platform.threads().get(0));
        assertThat(threads.size()).isZero();
        assertThat(platform.names()).containsExactly("example.com");
    }

    @Test
    void anIdleThreadEndsAtOnce() throws Exception {
        var platform = StubPlatform.answering(IPV4);
        var resolver = resolver(platform);
        resolve(resolver, TARGET).awaitDone();
        Thread thread = platform.threads().get(0);
        assertThat(thread.isAlive()).isTrue();
        resolver.close();
        awaitEnd(thread);
    }

    @Test
    void laterLookupsFailAtOnceEvenThoseThatWereCached() throws Exception {
        var platform = StubPlatform.answering(IPV4);
        var resolver = resolver(platform);
        resolve(resolver, TARGET).awaitDone();
        resolver.close();
        resolver.close();
        assertThat(resolve(resolver, TARGET).words()).containsExactly(CLOSED, "done");
        assertThat(platform.names()).hasSize(1);
    }

    @Test
    void whatThePlatformSaysAfterwardsIsNotHeard() throws Exception {
        var released = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var thread = new AtomicReference<Thread>();
        var resolver = resolver(name -> {
            thread.set(Thread.currentThread());
            begun.countDown();
            awaitDeafToInterrupts(released);
            return List.of(IPV4);
        });
        RecordedAnswers answers = resolve(resolver, TARGET);
        begun.await();
        resolver.close();
        assertThat(answers.words()).as("close waits for nobody").containsExactly(CLOSED, "done");
        released.countDown();
        awaitEnd(thread.get());
        assertThat(answers.words()).containsExactly(CLOSED, "done");
    }

    @Test
    void aLookupWhoseThreadStartsTooLateIsNotBegun() throws Exception {
        var created = new AtomicReference<LateThread>();
        var late = new LookupThreads(1, Duration.ZERO, task -> {
            var thread = new LateThread(task);
            created.set(thread);
            return thread;
        });
        var platform = StubPlatform.answering(IPV4);
        var resolver = new SystemResolver(platform, late, new AddressCache(10, 1, () -> 0));
        RecordedAnswers answers = resolve(resolver, TARGET);
        resolver.close();
        assertThat(answers.words()).containsExactly(CLOSED, "done");
        created.get().startNow();
        awaitEnd(created.get());
        assertThat(platform.names()).isEmpty();
        assertThat(answers.words()).hasSize(2);
    }

    private static final class LateThread extends Thread {
        LateThread(Runnable task) {
            super(task);
        }

        @Override
        public void start() {
            // The scheduler takes its time.
        }

        void startNow() {
            super.start();
        }
    }

    /** Like getaddrinfo. */
    private static void awaitDeafToInterrupts(CountDownLatch released) {
        while (true) {
            try {
                released.await();
                return;
            } catch (InterruptedException ignored) {
                // Deaf.
            }
        }
    }
}
