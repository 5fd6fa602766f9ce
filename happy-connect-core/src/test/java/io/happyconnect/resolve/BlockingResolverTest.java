package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.IPV6;
import static io.happyconnect.resolve.StubPlatform.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@LeaksNothing
class BlockingResolverTest {

    private static final Target TARGET = Target.of("example.com", 443);

    private final List<BlockingResolver> resolvers = new ArrayList<>();

    private BlockingResolver blocking(HostLookup lookup) {
        BlockingResolver resolver = Resolver.blocking(lookup);
        resolvers.add(resolver);
        return resolver;
    }

    @AfterEach
    void everyResolverIsClosed() {
        resolvers.forEach(BlockingResolver::close);
    }

    private static RecordedAnswers resolve(Resolver resolver, Target target) {
        var answers = new RecordedAnswers();
        resolver.resolve(target, answers);
        return answers;
    }

    @Test
    void theCallersThreadDoesNotWaitForTheLookup() throws Exception {
        var registry = StubPlatform.held(IPV4, IPV6);
        RecordedAnswers answers = resolve(blocking(registry::addressesOf), TARGET);
        assertThat(answers.words()).isEmpty();
        registry.awaitBegun(1);
        assertThat(registry.threads()).doesNotContain(Thread.currentThread());
        registry.release();
        assertThat(answers.wordsWhenDone()).containsExactly("found [192.0.2.1:443, [2001:db8::1]:443]", "done");
    }

    @Test
    void whoAsksForTheSameNameSharesOneLookup() throws Exception {
        var registry = StubPlatform.held(IPV4);
        BlockingResolver resolver = blocking(registry);
        RecordedAnswers first = resolve(resolver, TARGET);
        RecordedAnswers second = resolve(resolver, Target.of("example.com", 80));
        registry.release();
        assertThat(first.wordsWhenDone()).containsExactly("found [192.0.2.1:443]", "done");
        assertThat(second.wordsWhenDone()).containsExactly("found [192.0.2.1:80]", "done");
        assertThat(registry.names()).containsExactly("example.com");
    }

    @Test
    void nothingIsKeptForTheNextWhoAsks() throws Exception {
        var registry = StubPlatform.answering(IPV4);
        BlockingResolver resolver = blocking(registry);
        resolve(resolver, TARGET).awaitDone();
        resolve(resolver, TARGET).awaitDone();
        assertThat(registry.names()).containsExactly("example.com", "example.com");
    }

    @Test
    void closingInterruptsTheLookupAndTellsWhoWaits() throws Exception {
        var registry = StubPlatform.held(IPV4);
        BlockingResolver resolver = blocking(registry);
        RecordedAnswers answers = resolve(resolver, TARGET);
        registry.awaitBegun(1);
        resolver.close();
        assertThat(answers.wordsWhenDone()).containsExactly("failed example.com: the resolver is closed", "done");
        awaitEnd(registry.threads().get(0));
        assertThat(resolve(resolver, TARGET).words())
                .containsExactly("failed example.com: the resolver is closed", "done");
    }

    @Test
    void whoHasCancelledHearsNothing() throws Exception {
        var registry = StubPlatform.held(IPV4);
        BlockingResolver resolver = blocking(registry);
        var cancelled = new RecordedAnswers();
        Lookup lookup = resolver.resolve(TARGET, cancelled);
        RecordedAnswers other = resolve(resolver, TARGET);
        lookup.cancel();
        registry.release();
        assertThat(other.wordsWhenDone()).hasSize(2);
        assertThat(cancelled.words()).isEmpty();
    }

    @Test
    void aNameItDoesNotKnowGoesToTheNextOfAChain() throws Exception {
        Resolver registry = blocking(name -> {
            throw new UnknownHostException(name + ": not registered");
        });
        Resolver chain = Resolver.chain(registry, blocking(StubPlatform.answering(IPV6)));
        assertThat(resolve(chain, TARGET).wordsWhenDone()).containsExactly("found [[2001:db8::1]:443]", "done");
    }

    @Test
    void whatItThrowsFailsTheLookup() throws Exception {
        var broken = new IllegalStateException("no leader");
        RecordedAnswers answers = resolve(
                blocking(name -> {
                    throw broken;
                }),
                TARGET);
        assertThat(answers.wordsWhenDone())
                .containsExactly(
                        "failed example.com: cannot be looked up: java.lang.IllegalStateException: no leader", "done");
        assertThat(answers.onlyFailure()).hasCause(broken);
    }

    @Test
    void noListAndAListWithHolesFailTheLookupInsteadOfHangingIt() throws Exception {
        List<InetAddress> withHole = Arrays.asList(IPV4, null);
        for (List<InetAddress> answer : Arrays.asList(null, withHole)) {
            RecordedAnswers answers = resolve(blocking(name -> foreign(answer)), TARGET);
            assertThat(answers.wordsWhenDone())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("failed example.com: cannot be looked up: java.lang.NullPointerException");
        }
    }

    /** Of code that is not null-marked. */
    @SuppressWarnings("NullAway")
    private static List<InetAddress> foreign(@Nullable List<InetAddress> answer) {
        return answer;
    }

    @Test
    void anEmptyListIsAnUnknownHost() throws Exception {
        RecordedAnswers answers = resolve(blocking(name -> List.of()), TARGET);
        assertThat(answers.wordsWhenDone()).containsExactly("failed example.com: no addresses", "done");
        assertThat(answers.onlyFailure()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aLookupIsNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> Resolver.blocking(null))
                .withMessage("hostLookup");
    }
}
