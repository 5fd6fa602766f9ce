package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceStart;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RaceEventsTest {

    private static final RaceStart RACE = new RaceStart(1, "default", Target.of("example.com", 443), Instant.EPOCH);

    @Test
    void everyEventThereIsIsPassedOn() {
        List<String> passedOn = Arrays.stream(RaceEvents.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();

        assertThat(RaceListener.class.getMethods())
                .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
                .extracting(Method::getName)
                .isSubsetOf(passedOn);
    }

    @Test
    void eventsAreToldInTheirOrder() {
        List<String> heard = new ArrayList<>();
        RaceEvents events = new RaceEvents(
                new RaceListener() {
                    @Override
                    public void raceStarted(RaceStart race) {
                        heard.add("race");
                    }

                    @Override
                    public void lookupStarted(RaceStart race) {
                        heard.add("lookup");
                    }
                },
                Runnable::run);
        events.raceStarted(RACE);
        events.lookupStarted(RACE);
        assertThat(heard).isEmpty();

        events.tellHere();
        assertThat(heard).containsExactly("race", "lookup");
    }

    @Test
    void whatAnExecutorCouldNotTakeIsToldWhenItCan() {
        List<String> heard = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        RaceEvents events = new RaceEvents(
                new RaceListener() {
                    @Override
                    public void raceStarted(RaceStart race) {
                        heard.add("race");
                    }
                },
                task -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new InternalError("unable to create native thread");
                    }
                    task.run();
                });
        events.raceStarted(RACE);
        assertThatThrownBy(events::tell).isInstanceOf(InternalError.class);
        events.tell();
        assertThat(heard).containsExactly("race");
    }
}
