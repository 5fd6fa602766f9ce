package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@LeaksNothing
class SystemResolverCacheTest {

    private static final Target TARGET = Target.of("example.com", 443);
    private static final long LIFETIME_NANOS = 10_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private SystemResolver resolver(HostLookup platform, long lifetimeNanos) {
        return new SystemResolver(platform, LookupThreads.system(), new AddressCache(10, lifetimeNanos, now::get));
    }

    private static RecordedAnswers resolve(SystemResolver resolver, Target target) {
        var answers = new RecordedAnswers();
        resolver.resolve(target, answers);
        return answers;
    }

    @Test
    void aRepeatedNameIsAnsweredOnTheCallersThreadBeforeResolveReturns() throws Exception {
        var platform = StubPlatform.answering(IPV4, IPV6);
        try (var resolver = resolver(platform, LIFETIME_NANOS)) {
            resolve(resolver, TARGET).awaitDone();
            RecordedAnswers cached = resolve(resolver, TARGET);
            assertThat(cached.words()).containsExactly("found [192.0.2.1:443, [2001:db8::1]:443]", "done");
            assertThat(cached.threads()).containsOnly(Thread.currentThread());
            resolver.resolve(TARGET, new RecordedAnswers()).cancel();

            RecordedAnswers otherPort = resolve(resolver, Target.of("example.com", 80));
            assertThat(otherPort.words()).containsExactly("found [192.0.2.1:80, [2001:db8::1]:80]", "done");
        }
        assertThat(platform.names()).containsExactly("example.com");
    }

    @Test
    void whatIsKnownIsTheSameListForAsLongAsTheAnswerIs() throws Exception {
        try (var resolver = resolver(StubPlatform.answering(IPV4, IPV6), LIFETIME_NANOS)) {
            assertThat(resolver.known(TARGET)).isEmpty();
            resolve(resolver, TARGET).awaitDone();

            List<AddressCandidate> known = resolver.known(TARGET);
            assertThat(known).extracting(Object::toString).containsExactly("192.0.2.1:443", "[2001:db8::1]:443");
            assertThat(resolver.known(Target.of("example.com", 443))).isSameAs(known);
            assertThat(resolver.known(Target.of("example.com", 80)))
                    .extracting(AddressCandidate::port)
                    .containsExactly(80, 80);
            assertThat(resolver.known(Target.of("example.org", 443))).isEmpty();

            now.addAndGet(LIFETIME_NANOS);
            assertThat(resolver.known(TARGET)).isEmpty();
            resolve(resolver, TARGET).awaitDone();
            assertThat(resolver.known(TARGET)).isEqualTo(known).isNotSameAs(known);

            resolver.close();
            assertThat(resolver.known(TARGET)).isEmpty();
        }
    }

    @Test
    void aNameIsForgottenWhenItsLifetimeIsOverAndNotBefore() throws Exception {
        var platform = StubPlatform.answering(IPV4);
        try (var resolver = resolver(platform, LIFETIME_NANOS)) {
            resolve(resolver, TARGET).awaitDone();
            now.addAndGet(LIFETIME_NANOS - 1);
            assertThat(resolve(resolver, TARGET).isDone()).isTrue();
            assertThat(platform.names()).hasSize(1);
            now.incrementAndGet();
            resolve(resolver, TARGET).awaitDone();
            assertThat(platform.names()).hasSize(2);
        }
    }

    @Test
    void failuresAreNotKept() throws Exception {
        var asked = new AtomicInteger();
        try (var resolver = resolver(
                name -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new UnknownHostException(name);
                    }
                    return List.of(IPV4);
                },
                LIFETIME_NANOS)) {
            assertThat(resolve(resolver, TARGET).wordsWhenDone()).containsExactly("failed example.com", "done");
            assertThat(resolve(resolver, TARGET).wordsWhenDone()).containsExactly("found [192.0.2.1:443]", "done");
        }
    }

    @Test
    void withoutLifetimeEveryLookupAsksThePlatform() throws Exception {
        var platform = StubPlatform.answering(IPV4);
        try (var resolver = resolver(platform, 0)) {
            resolve(resolver, TARGET).awaitDone();
            resolve(resolver, TARGET).awaitDone();
        }
        assertThat(platform.names()).hasSize(2);
    }

    /** So that the happy path of a connect may cost at most 1 KiB more than a plain one. */
    @Test
    void aCacheHitAllocatesLessThan100Bytes() throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var answers = new CountingAnswers();
        try (var resolver = resolver(StubPlatform.answering(IPV4, IPV6), LIFETIME_NANOS)) {
            resolve(resolver, TARGET).awaitDone();
            hit(resolver, answers, 1_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            hit(resolver, answers, 10_000);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(answers.candidates).isEqualTo(2 * 11_000);
            assertThat(allocated / 10_000).isLessThan(100);
        }
    }

    private static void hit(SystemResolver resolver, Answers answers, int times) {
        for (int i = 0; i < times; i++) {
            resolver.resolve(TARGET, answers);
        }
    }

    private static final class CountingAnswers implements Answers {
        int candidates;

        @Override
        public void found(List<? extends Candidate> found) {
            candidates += found.size();
        }

        @Override
        public void answered(AddressFamily family, List<? extends Candidate> found) {
            throw new AssertionError(found);
        }

        @Override
        public void failed(AddressFamily family, IOException cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void failed(IOException cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void done() {}
    }
}
