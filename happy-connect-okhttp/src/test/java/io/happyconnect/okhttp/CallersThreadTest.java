package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What makes the pair cheaper than OkHttp's own fast fallback: where nothing is wrong, no other thread has a part in it. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(30)
class CallersThreadTest {

    private final List<Thread> heardOn = new CopyOnWriteArrayList<>();
    private final TestNetwork network = new TestNetwork(builder -> builder.listener(new RaceListener() {
        @Override
        public void raceStarted(RaceStart race) {
            heardOn.add(Thread.currentThread());
        }

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            heardOn.add(Thread.currentThread());
        }

        @Override
        public void attemptEnded(RaceStart race, AttemptReport attempt) {
            heardOn.add(Thread.currentThread());
        }

        @Override
        public void raceEnded(RaceReport report) {
            heardOn.add(Thread.currentThread());
        }
    }));

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void theRaceOfAHealthyNameIsRunByTheThreadOfTheCall() throws IOException {
        int port = network.open(serving(1, Servers.saying("hello")), serving(2, Servers.saying("hello")));
        network.name("site.test", Loopback.ipv4(1), Loopback.ipv4(2));
        OkHttpClient client = network.client();

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");

        assertThat(heardOn).hasSize(4).containsOnly(Thread.currentThread());
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.startsWith("happy-connect-"))
                .allMatch(name -> name.startsWith("happy-connect-watchdog-"));
    }
}
