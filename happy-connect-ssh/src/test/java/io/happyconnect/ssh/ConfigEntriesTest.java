package io.happyconnect.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.junit.jupiter.api.Test;

/** What was read of a configuration serves many threads. */
class ConfigEntriesTest {

    /** Conditions that every host fulfils, once something has happened. */
    private static final class Slow extends AbstractList<MatchCriteria> {

        private final AtomicReference<Runnable> before = new AtomicReference<>(() -> {});

        @Override
        public MatchCriteria get(int index) {
            before.get().run();
            return new MatchCriteria(List.of("all"));
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private static String hostName(ConfigEntries entries, String host) throws Exception {
        HostConfigEntry entry = entries.of(host);
        assertThat(entry).isNotNull();
        return entry.getHostName();
    }

    private static CompletableFuture<String> asked(ConfigEntries entries, String host) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return hostName(entries, host);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                task -> new Thread(task).start());
    }

    @Test
    void aHostThatIsKnownDoesNotWaitForOneThatIsNot() throws Exception {
        Slow conditions = new Slow();
        ConfigEntries entries = new ConfigEntries(
                List.of(new ConfigBlock(conditions, new StringBuilder("Host *\n  HostName %h.example.com\n"))));
        assertThat(hostName(entries, "known")).isEqualTo("known.example.com");

        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        conditions.before.set(() -> {
            reading.countDown();
            try {
                assertThat(goesOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        CompletableFuture<String> other = asked(entries, "other");
        try {
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(asked(entries, "known").get(20, TimeUnit.SECONDS)).isEqualTo("known.example.com");
        } finally {
            goesOn.countDown();
        }
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("other.example.com");
    }
}
