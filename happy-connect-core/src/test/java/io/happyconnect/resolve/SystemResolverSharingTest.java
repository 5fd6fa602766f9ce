package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.IPV6;
import static io.happyconnect.resolve.StubPlatform.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several callers and one lookup: sharing it, and leaving it. */
@LeaksNothing
class SystemResolverSharingTest {

    private static final Target TARGET = Target.of("example.com", 443);

    private final StubPlatform platform = StubPlatform.held(IPV4, IPV6);
    private final LookupThreads threads = new LookupThreads(1, Duration.ofSeconds(5), LookupThreads::daemon);
    private final SystemResolver resolver = new SystemResolver(platform, threads, new AddressCache(10, 1, () -> 0));

    @AfterEach
    void everyThreadEnds() throws InterruptedException {
        resolver.close();
        for (Thread thread : platform.threads()) {
            awaitEnd(thread);
        }
        assertThat(threads.size()).isZero();
    }

    private RecordedAnswers resolve(Target target) {
        var answers = new RecordedAnswers();
        resolver.resolve(target, answers);
        return answers;
    }

    @Test
    void whoAsksForTheSameHostSharesOneLookup() throws Exception {
        RecordedAnswers first = resolve(TARGET);
        platform.awaitBegun(1);
        RecordedAnswers second = resolve(TARGET);
        RecordedAnswers otherPort = resolve(Target.of("EXAMPLE.com", 80));
        assertThat(first.words()).isEmpty();
        platform.release();

        assertThat(first.wordsWhenDone()).containsExactly("found [192.0.2.1:443, [2001:db8::1]:443]", "done");
        assertThat(second.wordsWhenDone()).containsExactly("found [192.0.2.1:443, [2001:db8::1]:443]", "done");
        assertThat(otherPort.wordsWhenDone()).containsExactly("found [192.0.2.1:80, [2001:db8::1]:80]", "done");
        assertThat(platform.names()).containsExactly("example.com");
    }

    @Test
    void anAbsoluteNameIsAnotherQuestion() throws Exception {
        RecordedAnswers relative = resolve(TARGET);
        RecordedAnswers absolute = resolve(Target.of("example.com.", 443));
        platform.release();
        relative.awaitDone();
        absolute.awaitDone();
        assertThat(platform.names()).containsExactly("example.com", "example.com.");
    }

    @Test
    void cancellingOneDoesNotHurtTheOther() throws Exception {
        var cancelled = new RecordedAnswers();
        Lookup lookup = resolver.resolve(TARGET, cancelled);
        RecordedAnswers other = resolve(TARGET);
        lookup.cancel();
        platform.release();
        assertThat(other.wordsWhenDone()).hasSize(2);
        assertThat(cancelled.words()).isEmpty();
    }

    @Test
    void aCancelledLookupStillFillsTheCache() throws Exception {
        var cancelled = new RecordedAnswers();
        resolver.resolve(TARGET, cancelled).cancel();
        platform.release();
        // There is one thread: once it has answered this, it has ended the cancelled lookup.
        resolve(Target.of("www.example.com", 443)).awaitDone();

        RecordedAnswers later = resolve(TARGET);
        assertThat(later.words()).containsExactly("found [192.0.2.1:443, [2001:db8::1]:443]", "done");
        assertThat(platform.names()).containsExactly("example.com", "www.example.com");
        assertThat(cancelled.words()).isEmpty();
    }

    @Test
    void whoComesBackAfterCancellingSharesTheLookupThatStillRuns() throws Exception {
        try (var uncached = new SystemResolver(platform, threads, new AddressCache(10, 0, () -> 0))) {
            uncached.resolve(TARGET, new RecordedAnswers()).cancel();
            platform.awaitBegun(1);
            var again = new RecordedAnswers();
            uncached.resolve(TARGET, again);
            platform.release();
            assertThat(again.wordsWhenDone()).hasSize(2);
        }
        assertThat(platform.names()).containsExactly("example.com");
    }

    /** As when a lookup of the same name ends between a caller's look into the cache and its own lookup. */
    @Test
    void aNameThatWasLearntMeanwhileIsNotAskedAgain() throws Exception {
        var cache = new AddressCache(10, 1, () -> 0);
        var elsewhere = new LookupThreads(1, Duration.ZERO, LookupThreads::daemon);
        try (var one = new SystemResolver(platform, threads, cache);
                var other = new SystemResolver(StubPlatform.answering(IPV4), elsewhere, cache)) {
            one.resolve(Target.of("busy.example.com", 443), new RecordedAnswers());
            var late = new RecordedAnswers();
            one.resolve(TARGET, late);
            var learnt = new RecordedAnswers();
            other.resolve(TARGET, learnt);
            learnt.awaitDone();
            platform.release();
            assertThat(late.wordsWhenDone()).containsExactly("found [192.0.2.1:443]", "done");
        }
        assertThat(platform.names()).containsExactly("busy.example.com");
    }

    @Test
    void aLookupThatNobodyWantsAnyMoreIsNotBegunWhenItsTurnComes() throws Exception {
        RecordedAnswers busy = resolve(Target.of("busy.example.com", 443));
        Lookup one = resolver.resolve(TARGET, new RecordedAnswers());
        Lookup other = resolver.resolve(TARGET, new RecordedAnswers());
        one.cancel();
        other.cancel();
        RecordedAnswers last = resolve(Target.of("last.example.com", 443));
        platform.release();
        busy.awaitDone();
        last.awaitDone();
        assertThat(platform.names()).containsExactly("busy.example.com", "last.example.com");
    }

    @Test
    void aLookupWhoseTurnHasNotComeIsBegunIfOneStillWantsIt() throws Exception {
        RecordedAnswers busy = resolve(Target.of("busy.example.com", 443));
        Lookup one = resolver.resolve(TARGET, new RecordedAnswers());
        RecordedAnswers other = resolve(TARGET);
        one.cancel();
        platform.release();
        busy.awaitDone();
        assertThat(other.wordsWhenDone()).hasSize(2);
    }

    @Test
    void aNameWhoseLookupWasWithdrawnCanBeAskedAgain() throws Exception {
        RecordedAnswers busy = resolve(Target.of("busy.example.com", 443));
        resolver.resolve(TARGET, new RecordedAnswers()).cancel();
        RecordedAnswers again = resolve(TARGET);
        platform.release();
        busy.awaitDone();
        assertThat(again.wordsWhenDone()).hasSize(2);
        assertThat(platform.names()).containsExactly("busy.example.com", "example.com");
    }

    @Test
    void cancellingAfterTheEndOrTwiceDoesNothing() throws Exception {
        var answers = new RecordedAnswers();
        Lookup lookup = resolver.resolve(TARGET, answers);
        platform.release();
        answers.awaitDone();
        lookup.cancel();
        lookup.cancel();
        assertThat(answers.words()).hasSize(2);
    }

    @Test
    void cancellingWhileTheAnswerIsTakenSuppressesTheRest() throws Exception {
        var handle = new AtomicReference<Lookup>();
        var answers = new RecordedAnswers() {
            @Override
            public void found(List<? extends Candidate> candidates) {
                super.found(candidates);
                handle.get().cancel();
            }
        };
        handle.set(resolver.resolve(TARGET, answers));
        RecordedAnswers other = resolve(TARGET);
        platform.release();
        // The answers are handed out in the order of asking, so that of the first is through.
        other.awaitDone();
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443, [2001:db8::1]:443]");
    }

    @Test
    void aThousandCallersOnEightThreadsAskThePlatformOnce() throws Exception {
        platform.release();
        var barrier = new CyclicBarrier(8);
        var all = new ConcurrentLinkedQueue<RecordedAnswers>();
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var caller = new Thread(() -> {
                try {
                    barrier.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                for (int call = 0; call < 125; call++) {
                    all.add(resolve(TARGET));
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            awaitEnd(caller);
        }
        assertThat(all).hasSize(1_000);
        for (RecordedAnswers answers : all) {
            assertThat(answers.wordsWhenDone()).hasSize(2);
        }
        assertThat(platform.names()).containsExactly("example.com");
    }

    /** Two threads look up eight names while four callers come and go; without a cache every step of sharing is raced. */
    @Test
    void whoeverDoesNotCancelIsAnsweredExactlyOnceWhateverTheOthersDo() throws Exception {
        var few = new LookupThreads(2, Duration.ofMillis(1), LookupThreads::daemon);
        var wanted = new ConcurrentLinkedQueue<RecordedAnswers>();
        var unwanted = new ConcurrentLinkedQueue<RecordedAnswers>();
        var callers = new ArrayList<Thread>();
        HostLookup instant = name -> List.of(IPV4);
        try (var busy = new SystemResolver(instant, few, new AddressCache(1, 0, () -> 0))) {
            for (int seed = 0; seed < 4; seed++) {
                var random = new Random(seed);
                var caller = new Thread(() -> {
                    for (int call = 0; call < 5_000; call++) {
                        var answers = new RecordedAnswers();
                        Target target = Target.of("host" + random.nextInt(8) + ".example.com", 443);
                        Lookup lookup = busy.resolve(target, answers);
                        if (random.nextBoolean()) {
                            lookup.cancel();
                            unwanted.add(answers);
                        } else {
                            wanted.add(answers);
                        }
                    }
                });
                caller.start();
                callers.add(caller);
            }
            for (Thread caller : callers) {
                awaitEnd(caller);
            }
            assertThat(wanted.size() + unwanted.size()).isEqualTo(4 * 5_000);
            for (RecordedAnswers answers : wanted) {
                assertThat(answers.wordsWhenDone()).containsExactly("found [192.0.2.1:443]", "done");
            }
        }
        StubPlatform.awaitThat("all threads end", () -> few.size() == 0);
        for (RecordedAnswers answers : unwanted) {
            assertThat(answers.words())
                    .isSubsetOf("found [192.0.2.1:443]", "done")
                    .doesNotHaveDuplicates();
        }
    }
}
