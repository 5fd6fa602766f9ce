package io.happyconnect.drive;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.race.Race;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.race.Step;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Lookup;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a resolver says reaches the race, whatever fails on the way. */
class ResolutionFactsTest {

    private static final Candidate FIRST = new AddressCandidate(ipv4(1), 80);
    private static final Candidate SECOND = new AddressCandidate(ipv4(2), 80);

    private Runnable sorting = () -> {};
    private Runnable news = () -> {};
    private final AddressOrder order = candidates -> {
        Runnable meanwhile = sorting;
        sorting = () -> {};
        meanwhile.run();
        return candidates;
    };
    private final RacePlan plan = new RacePlan(
            Target.of("facts.test", 80),
            null,
            (target, answers) -> Lookup.ended(),
            null,
            RaceSettings.builder().addressOrder(order).build(),
            Long.MAX_VALUE,
            AddressFilter.acceptAll(),
            SocketSettings.NONE,
            RacePlan.NOBODY_CANCELS);
    private final Race race = new Race(plan.settings());
    private final RaceRecord record = new RaceRecord(
            new RaceStarts("facts", new AtomicLong(), Platform.SYSTEM), RaceListener.NONE, plan, race, Clock.now());
    private final ResolutionFacts facts = new ResolutionFacts(plan, race, record, () -> news.run());

    private void tellAll() {
        for (int i = 0; i < 3 && facts.hasNews(); i++) {
            facts.sort();
            facts.tellRace();
        }
    }

    @Test
    void answersThatComeWhileOthersAreSortedAreNotLostIfTellingFails() {
        sorting = () -> {
            facts.found(List.of(SECOND));
            facts.done();
            news = () -> {
                throw new IllegalStateException("telling");
            };
        };
        try {
            facts.found(List.of(FIRST));
            tellAll();
        } catch (IllegalStateException telling) {
            tellAll();
        }
        assertThat(race.candidates()).containsExactly(FIRST, SECOND);
    }

    @Test
    void theEndComesAfterWhatCameBeforeIt() {
        facts.found(List.of(FIRST));
        facts.done();
        facts.tellRace();
        assertThat(race.candidates()).isEmpty();
        assertThat(race.next(Clock.now())).isNotInstanceOf(Step.Lost.class);
        tellAll();
        assertThat(race.candidates()).containsExactly(FIRST);
        assertThat(facts.hasNews()).isFalse();
    }

    @Test
    void whoBringsAnAnswerHearsWhatFailsInTellingOfIt() {
        news = () -> {
            throw new IllegalStateException("telling");
        };
        assertThatThrownBy(() -> facts.found(List.of(FIRST))).hasMessage("telling");
        tellAll();
        assertThat(race.candidates()).containsExactly(FIRST);
    }
}
