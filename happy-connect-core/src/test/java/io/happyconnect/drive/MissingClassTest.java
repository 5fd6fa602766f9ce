package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.race.Attempt;
import io.happyconnect.testsupport.LeaksNothing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An error strikes a race somewhere: a class that it is the first to need cannot be read. The same lines fail where memory is short.
 * No socket stays in flight.
 */
@LeaksNothing
class MissingClassTest {

    @ParameterizedTest
    @ValueSource(
            classes = {Attempt.class, ChannelAttempt.class, HeadStart.class, CallerChannelRace.class, AttemptDial.class
            })
    void noSocketStaysInFlight(Class<?> needed) throws Exception {
        MissingClass missing = new MissingClass(needed.getName());
        assertThat(missing.task(RacesForPlaces.class).call()).isEmpty();
        assertThat(missing.wasMissed()).isTrue();
    }
}
