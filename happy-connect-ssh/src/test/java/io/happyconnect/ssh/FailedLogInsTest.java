package io.happyconnect.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.candidate.Dial;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.route.Below;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.junit.jupiter.api.Test;

/** What an error leaves behind where only exceptions are expected: nothing. */
class FailedLogInsTest {

    private static final Target BASTION = Target.of("bastion.example.com", 22);

    private final LogIn logIn = new LogIn(
            RacedClient.create(Duration.ofSeconds(15)),
            new Identities(List.of(), Path.of("nothing"), null, file -> null));

    private static Hop hop(HostConfigEntry entry) {
        return new Hop("bastion", BASTION, "kim", entry);
    }

    /** Leads to one socket. */
    private record OneSocket(Socket socket) implements Below, Dial {

        @Override
        public Lookup resolve(Target target, Answers answers) {
            throw new AssertionError("nothing is to be looked up");
        }

        @Override
        public Dial dial(Target target) {
            return this;
        }

        @Override
        public Socket connect() {
            return socket;
        }

        @Override
        public void cancel() {
            // It has what it needs.
        }
    }

    @Test
    void aThreadThatCannotBeginFailsItsAttemptAndNoLaterOne() throws Exception {
        List<Runnable> begun = new ArrayList<>();
        boolean[] full = {true};
        Executor threads = work -> {
            if (full[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            begun.add(work);
        };
        List<Hop> hops = List.of(hop(new HostConfigEntry()));
        try (SharedSessions sessions = new SharedSessions(logIn, threads);
                Socket socket = new Socket()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> sessions.lease(hops, new OneSocket(socket)))
                    .withMessageContaining("no thread to log in to kim@bastion.example.com:22")
                    .withMessageContaining("unable to create native thread")
                    .withCauseInstanceOf(OutOfMemoryError.class);
            full[0] = false;
            sessions.lease(hops, new OneSocket(socket)).cancel();
            assertThat(begun).hasSize(1);
        }
    }

    @Test
    void anErrorWhileLoggingInClosesTheConnection() throws Exception {
        HostConfigEntry broken = new HostConfigEntry() {
            @Override
            public Collection<String> getIdentities() {
                throw new NoClassDefFoundError("a key that needs a library");
            }
        };
        try (SharedSessions sessions = new SharedSessions(logIn);
                Socket socket = new Socket()) {
            assertThatExceptionOfType(NoClassDefFoundError.class)
                    .isThrownBy(() -> logIn.to(List.of(hop(broken)), new OneSocket(socket), sessions, new Making()));
            assertThat(socket.isClosed()).isTrue();
        }
    }
}
