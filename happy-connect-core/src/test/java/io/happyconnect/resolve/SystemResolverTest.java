package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.IPV6;
import static io.happyconnect.resolve.StubPlatform.address;
import static io.happyconnect.resolve.StubPlatform.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@LeaksNothing
class SystemResolverTest {

    private static final Target TARGET = Target.of("example.com", 443);

    private static SystemResolver resolver(HostLookup platform) {
        return new SystemResolver(platform, LookupThreads.system(), new AddressCache(10, 1, () -> 0));
    }

    @Test
    void bothFamiliesComeInOneListInTheOrderOfThePlatform() throws Exception {
        var platform = StubPlatform.answering(IPV4, IPV6, address("192.0.2.2"));
        var answers = new RecordedAnswers();
        try (var resolver = resolver(platform)) {
            resolver.resolve(TARGET, answers);
            assertThat(answers.wordsWhenDone())
                    .containsExactly("found [192.0.2.1:443, [2001:db8::1]:443, 192.0.2.2:443]", "done");
        }
    }

    @Test
    void anAbsoluteNameIsAskedWithItsDotSoThatNoSearchDomainIsTried() throws Exception {
        var platform = StubPlatform.answering(IPV4);
        try (var resolver = resolver(platform)) {
            for (String host : List.of("example.com.", "Example.COM")) {
                var answers = new RecordedAnswers();
                resolver.resolve(Target.of(host, 80), answers);
                answers.awaitDone();
            }
        }
        assertThat(platform.names()).containsExactly("example.com.", "example.com");
    }

    @Test
    void anUnknownNameFailsWithTheCauseOfThePlatform() throws Exception {
        var cause = new UnknownHostException("example.com: Name or service not known");
        var answers = new RecordedAnswers();
        try (var resolver = resolver(name -> {
            throw cause;
        })) {
            resolver.resolve(TARGET, answers);
            assertThat(answers.wordsWhenDone())
                    .containsExactly("failed example.com: Name or service not known", "done");
        }
        assertThat(answers.onlyFailure()).isSameAs(cause);
    }

    @Test
    void anythingElseThatIsThrownFailsTheLookupToo() throws Exception {
        for (Throwable thrown : List.of(new SecurityException("not allowed"), new StackOverflowError("deep"))) {
            var answers = new RecordedAnswers();
            try (var resolver = resolver(name -> {
                throw SystemResolverTest.<RuntimeException>sneaky(thrown);
            })) {
                resolver.resolve(TARGET, answers);
                assertThat(answers.wordsWhenDone())
                        .containsExactly("failed example.com: cannot be looked up: " + thrown, "done");
            }
            assertThat(answers.onlyFailure()).hasCause(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void anEmptyAnswerIsAFailureThatNamesTheHost() throws Exception {
        var answers = new RecordedAnswers();
        try (var resolver = resolver(StubPlatform.answering())) {
            resolver.resolve(TARGET, answers);
            assertThat(answers.wordsWhenDone()).containsExactly("failed example.com: no addresses", "done");
        }
        assertThat(answers.onlyFailure()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void theLookupRunsOnADaemonThreadWithOurName() throws Exception {
        var platform = StubPlatform.answering(IPV4);
        try (var resolver = resolver(platform)) {
            resolver.resolve(TARGET, new RecordedAnswers());
            platform.awaitBegun(1);
        }
        Thread thread = platform.threads().get(0);
        assertThat(thread.getName()).matches("happy-connect-resolver-\\d+");
        assertThat(thread.isDaemon()).isTrue();
        StubPlatform.awaitEnd(thread);
    }

    @Test
    void aThreadThatCannotBeStartedFailsTheLookupAndNotTheCaller() throws Exception {
        var starts = new AtomicInteger();
        var threads = new LookupThreads(1, Duration.ZERO, task -> new Thread(task) {
            @Override
            public void start() {
                if (starts.incrementAndGet() == 1) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        });
        try (var resolver =
                new SystemResolver(StubPlatform.answering(IPV4), threads, new AddressCache(10, 1, () -> 0))) {
            var first = new RecordedAnswers();
            resolver.resolve(TARGET, first);
            assertThat(first.words())
                    .containsExactly(
                            "failed example.com: cannot be looked up: java.lang.OutOfMemoryError: unable to create native thread",
                            "done");
            assertThat(threads.size()).isZero();

            var second = new RecordedAnswers();
            resolver.resolve(TARGET, second);
            assertThat(second.wordsWhenDone()).containsExactly("found [192.0.2.1:443]", "done");
        }
    }

    @Test
    void aReceiverThatThrowsHarmsNeitherTheThreadsNorTheOthers() throws Exception {
        var platform = StubPlatform.held(IPV4);
        var hostile = new HostileAnswers();
        var other = new RecordedAnswers();
        try (var log = new CapturedLog(GuardedAnswers.class);
                var resolver = resolver(platform)) {
            resolver.resolve(TARGET, hostile);
            resolver.resolve(TARGET, other);
            platform.release();
            assertThat(other.wordsWhenDone()).containsExactly("found [192.0.2.1:443]", "done");
            assertThat(hostile.words()).containsExactly("found [192.0.2.1:443]", "done");

            var cached = new HostileAnswers();
            assertThatCode(() -> resolver.resolve(TARGET, cached)).doesNotThrowAnyException();
            assertThat(cached.words()).containsExactly("found [192.0.2.1:443]", "done");
            assertThat(log.thrown())
                    .hasSize(4)
                    .allSatisfy(thrown -> assertThat(thrown).hasMessage("a receiver must not throw"));
        }
    }

    @Test
    void aReceiverThatThrowsOnFailureIsStillToldThatItIsDone() throws Exception {
        var hostile = new HostileAnswers();
        try (var log = new CapturedLog(GuardedAnswers.class);
                var resolver = resolver(StubPlatform.knowingNothing())) {
            resolver.resolve(TARGET, hostile);
            assertThat(hostile.wordsWhenDone()).containsExactly("failed example.com", "done");
            awaitThat("logged", () -> log.thrown().size() == 2);
        }
    }

    private static final class HostileAnswers extends RecordedAnswers {
        @Override
        public void found(List<? extends Candidate> candidates) {
            super.found(candidates);
            throw new IllegalStateException("a receiver must not throw");
        }

        @Override
        public void failed(IOException cause) {
            super.failed(cause);
            throw new AssertionError("a receiver must not throw");
        }

        @Override
        public void done() {
            super.done();
            throw new StackOverflowError("a receiver must not throw");
        }
    }

    @Test
    void aThousandNamesAtOnceAreAllAnsweredAndNoMoreThanTheLimitIsAskedAtATime() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        HostLookup counting = name -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                return StubPlatform.answering(IPV4, IPV6).addressesOf(name);
            } finally {
                now.decrementAndGet();
            }
        };
        var threads = new LookupThreads(8, Duration.ofMillis(50), LookupThreads::daemon);
        var all = new ArrayList<RecordedAnswers>();
        try (var resolver = new SystemResolver(counting, threads, new AddressCache(10, 1, () -> 0))) {
            for (int i = 0; i < 1_000; i++) {
                var answers = new RecordedAnswers();
                all.add(answers);
                resolver.resolve(Target.of("host" + i + ".example.com", 443), answers);
            }
            for (RecordedAnswers answers : all) {
                assertThat(answers.wordsWhenDone()).containsExactly("found [192.0.2.1:443, [2001:db8::1]:443]", "done");
            }
        }
        assertThat(most.get()).isBetween(1, 8);
        IntStream.range(0, all.size())
                .mapToObj(all::get)
                .flatMap(answers -> answers.threads().stream())
                .distinct()
                .forEach(thread ->
                        assertThatCode(() -> StubPlatform.awaitEnd(thread)).doesNotThrowAnyException());
        assertThat(threads.size()).isZero();
    }

    @Test
    void thePlatformItselfKnowsLocalhost() throws Exception {
        var answers = new RecordedAnswers();
        try (var resolver = Resolver.system()) {
            resolver.resolve(Target.of("localhost", 443), answers);
            assertThat(answers.wordsWhenDone()).hasSize(2).last().isEqualTo("done");
        }
        assertThat(answers.words().get(0)).containsAnyOf("127.0.0.1:443", "[::1]:443");
    }

    @Test
    void missingArgumentsAreRefused() {
        try (var resolver = resolver(StubPlatform.answering(IPV4))) {
            assertThatNullPointerException()
                    .isThrownBy(() -> resolver.resolve(TARGET, null))
                    .withMessage("answers");
            assertThatNullPointerException()
                    .isThrownBy(() -> resolver.resolve(null, new RecordedAnswers()))
                    .withMessage("target");
        }
    }
}
