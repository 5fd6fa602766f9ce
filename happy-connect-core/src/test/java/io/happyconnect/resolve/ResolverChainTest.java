package io.happyconnect.resolve;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResolverChainTest {

    private static final Target TARGET = Target.of("example.com", 443);
    private static final List<AddressCandidate> A = List.of(new AddressCandidate(StubPlatform.IPV4, 443));
    private static final List<AddressCandidate> AAAA = List.of(new AddressCandidate(StubPlatform.IPV6, 443));

    private final RecordedAnswers answers = new RecordedAnswers();

    /** Says everything before resolve returns. */
    private static Resolver saying(Consumer<Answers> words) {
        return (target, answers) -> {
            words.accept(answers);
            return Lookup.ended();
        };
    }

    private static Resolver notToBeAsked() {
        return (target, answers) -> {
            throw new AssertionError("asked for " + target);
        };
    }

    /** Says what the test wants, when the test wants it. */
    private static final class OpenResolver implements Resolver {
        Answers answers;
        Target target;
        int cancelled;

        @Override
        public Lookup resolve(Target target, Answers answers) {
            this.target = target;
            this.answers = answers;
            return () -> cancelled++;
        }
    }

    private Lookup resolve(Resolver... resolvers) {
        return Resolver.chain(resolvers).resolve(TARGET, answers);
    }

    /** Knows the list, or nothing. */
    private static Resolver knowing(List<AddressCandidate> known) {
        return new Resolver() {
            @Override
            public Lookup resolve(Target target, Answers answers) {
                throw new AssertionError("asked for " + target);
            }

            @Override
            public List<AddressCandidate> known(Target target) {
                return known;
            }
        };
    }

    @Test
    void theChainKnowsWhatItsFirstResolverKnows() {
        assertThat(Resolver.chain(knowing(A), knowing(AAAA)).known(TARGET)).isSameAs(A);
        assertThat(Resolver.chain(knowing(List.of()), knowing(AAAA)).known(TARGET))
                .as("the first may find something")
                .isEmpty();
    }

    @Test
    void aTableThatDoesNotHaveANameLeavesItToTheNext() {
        Resolver table = StaticHosts.ofLiterals(Map.of("example.org", List.of("192.0.2.7")));
        Resolver chain = Resolver.chain(table, knowing(A));

        assertThat(chain.known(TARGET)).isSameAs(A);
        Target inTheTable = Target.of("example.org", 443);
        assertThat(chain.known(inTheTable)).hasToString("[192.0.2.7:443]").isSameAs(chain.known(inTheTable));
        assertThat(Resolver.chain(table).known(TARGET)).isEmpty();
    }

    @Test
    void theFirstThatBringsACandidateWins() {
        resolve(
                saying(first -> {
                    first.found(A);
                    first.done();
                }),
                notToBeAsked());
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]", "done");
    }

    @Test
    void theNextIsAskedWhenOneHasEndedWithNothing() {
        resolve(
                saying(Answers::done),
                saying(second -> {
                    second.found(List.of());
                    second.done();
                }),
                saying(third -> {
                    third.answered(IPV6, AAAA);
                    third.done();
                }),
                notToBeAsked());
        assertThat(answers.words()).containsExactly("answered IPv6 [[2001:db8::1]:443]", "done");
    }

    @Test
    void theNextIsNotAskedBeforeTheOneBeforeHasEnded() {
        var first = new OpenResolver();
        var second = new OpenResolver();
        resolve(first, second);
        first.answers.answered(IPV6, List.of());
        first.answers.failed(IPV4, new IOException("SERVFAIL"));
        assertThat(second.answers).isNull();
        first.answers.done();
        assertThat(second.target).isSameAs(TARGET);
        assertThat(answers.words()).isEmpty();
    }

    @Test
    void aResolverThatIsNeverDoneKeepsTheChainOpen() {
        var first = new OpenResolver();
        resolve(first, notToBeAsked());
        first.answers.found(A);
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]");
        first.answers.found(AAAA);
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]", "found [[2001:db8::1]:443]");
    }

    @Test
    void failuresAreHandedOnWhenNobodyBringsAnything() {
        resolve(
                saying(first -> {
                    first.failed(new IOException("no such file"));
                    first.done();
                }),
                saying(second -> {
                    second.answered(IPV6, List.of());
                    second.failed(IPV4, new IOException("SERVFAIL"));
                    second.done();
                }));
        assertThat(answers.words())
                .containsExactly("failed no such file", "answered IPv6 []", "failed IPv4 SERVFAIL", "done");
    }

    @Test
    void failuresOfThoseBeforeTheWinnerAreForgotten() {
        resolve(
                saying(first -> {
                    first.failed(new IOException("no such file"));
                    first.done();
                }),
                saying(second -> {
                    second.found(A);
                    second.done();
                }));
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]", "done");
    }

    @Test
    void negativeAnswersOfTheWinnerGoBeforeItsCandidateBecauseTheyEndAWait() {
        var first = new OpenResolver();
        resolve(first, notToBeAsked());
        first.answers.failed(IPV6, new IOException("SERVFAIL"));
        assertThat(answers.words()).isEmpty();
        first.answers.answered(IPV4, A);
        assertThat(answers.words()).containsExactly("failed IPv6 SERVFAIL", "answered IPv4 [192.0.2.1:443]");
        first.answers.failed(new IOException("later"));
        first.answers.done();
        assertThat(answers.words())
                .containsExactly("failed IPv6 SERVFAIL", "answered IPv4 [192.0.2.1:443]", "failed later", "done");
    }

    @Test
    void aResolverThatThrowsHasFailed() {
        var thrown = new IllegalStateException("broken");
        resolve(saying(first -> {
            throw thrown;
        }));
        assertThat(answers.words())
                .containsExactly("failed a resolver threw java.lang.IllegalStateException: broken", "done");
        assertThat(answers.onlyFailure()).hasCause(thrown);
    }

    @Test
    void afterAResolverThatThrowsTheNextIsAsked() {
        resolve(
                saying(first -> {
                    throw new NoClassDefFoundError("org/example/Missing");
                }),
                saying(second -> {
                    second.found(A);
                    second.done();
                }));
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]", "done");
    }

    @Test
    void aResolverThatThrowsAfterACandidateEndsTheChainWithIt() {
        resolve(
                saying(first -> {
                    first.found(A);
                    throw new IllegalStateException("broken");
                }),
                notToBeAsked());
        assertThat(answers.words())
                .containsExactly(
                        "found [192.0.2.1:443]",
                        "failed a resolver threw java.lang.IllegalStateException: broken",
                        "done");
    }

    @Test
    void aResolverThatThrowsAfterItsEndIsNotHeard() {
        resolve(
                saying(first -> {
                    first.done();
                    throw new IllegalStateException("broken");
                }),
                saying(second -> {
                    second.found(A);
                    second.done();
                }));
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]", "done");
    }

    @Test
    void wordsAfterTheEndAreIgnored() {
        var first = new OpenResolver();
        var second = new OpenResolver();
        resolve(first, second);
        first.answers.done();
        first.answers.found(A);
        first.answers.failed(new IOException("late"));
        first.answers.done();
        assertThat(answers.words()).isEmpty();
        second.answers.found(AAAA);
        second.answers.done();
        second.answers.done();
        assertThat(answers.words()).containsExactly("found [[2001:db8::1]:443]", "done");
    }

    @Test
    void cancellingReachesTheOneThatRunsAndOnlyThat() {
        var first = new OpenResolver();
        var second = new OpenResolver();
        Lookup lookup = resolve(first, second);
        first.answers.done();
        lookup.cancel();
        lookup.cancel();
        assertThat(first.cancelled).isZero();
        assertThat(second.cancelled).isEqualTo(1);
    }

    @Test
    void cancellingReachesAResolverThatEndedTheOneBeforeItInsideResolve() {
        var second = new OpenResolver();
        Lookup lookup = resolve(saying(Answers::done), second);
        lookup.cancel();
        assertThat(second.cancelled).isEqualTo(1);
    }

    @Test
    void afterCancellingNothingIsHandedOnAndNobodyElseIsAsked() {
        var first = new OpenResolver();
        Lookup lookup = resolve(first, notToBeAsked());
        first.answers.failed(new IOException("SERVFAIL"));
        lookup.cancel();
        first.answers.done();
        first.answers.found(A);
        assertThat(answers.words()).isEmpty();
    }

    @Test
    void aLookupThatIsCancelledBeforeItsHandleIsThereIsCancelledThen() {
        var second = new OpenResolver();
        var first = new OpenResolver();
        var handles = new ArrayList<Lookup>();
        Lookup lookup = resolve(first, (target, next) -> {
            // Another thread cancels just now; that it is this one makes no difference.
            handles.get(0).cancel();
            return second.resolve(target, next);
        });
        handles.add(lookup);
        first.answers.done();
        assertThat(second.cancelled).isEqualTo(1);
        second.answers.found(A);
        assertThat(answers.words()).isEmpty();
    }

    @Test
    void aCancelledWinnerIsCutOffInTheMiddle() {
        var first = new OpenResolver();
        Lookup lookup = resolve(first);
        first.answers.found(A);
        lookup.cancel();
        first.answers.found(AAAA);
        first.answers.done();
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]");
        assertThat(first.cancelled).isEqualTo(1);
    }

    @Test
    void chainsOfChainsBehaveLikeOneChain() {
        resolve(
                Resolver.chain(saying(Answers::done), saying(Answers::done)),
                Resolver.chain(saying(Answers::done), saying(last -> {
                    last.found(A);
                    last.done();
                })));
        assertThat(answers.words()).containsExactly("found [192.0.2.1:443]", "done");
    }

    @Test
    void aChainOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(Resolver::chain)
                .withMessage("resolvers is empty: a chain needs at least one");
        assertThatNullPointerException().isThrownBy(() -> Resolver.chain(saying(Answers::done), null));
    }
}
