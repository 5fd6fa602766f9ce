package io.happyconnect.perfamily;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@LeaksNothing(withinMillis = 15_000)
class PerFamilyResolverTest {

    /** Writes down what it hears. */
    private static final class Heard implements Answers {
        final List<String> words = new CopyOnWriteArrayList<>();
        final CountDownLatch first = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(1);

        private void hear(String word) {
            words.add(word);
            first.countDown();
        }

        @Override
        public void answered(AddressFamily family, List<? extends Candidate> candidates) {
            hear(family + " " + candidates);
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            hear("found " + candidates);
        }

        @Override
        public void failed(AddressFamily family, IOException cause) {
            hear(family + " failed: " + cause.getMessage());
        }

        @Override
        public void failed(IOException cause) {
            hear("failed: " + cause.getMessage());
        }

        @Override
        public void done() {
            words.add("done");
            done.countDown();
        }
    }

    /** Knows two names; IPv4 waits until it is let go. */
    private static final class Platform implements InetAddressResolver {
        final CountDownLatch ipv4 = new CountDownLatch(1);

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            boolean isIpv6 = (policy.characteristics() & LookupPolicy.IPV6) != 0;
            if (!isIpv6) {
                awaitIpv4();
            }
            boolean known = host.equals("both.example") || (host.equals("old.example") && !isIpv6);
            if (!known) {
                throw new UnknownHostException(host + ": Name or service not known");
            }
            return Stream.of(InetAddress.getByName(isIpv6 ? "2001:db8::1" : "192.0.2.1"));
        }

        private void awaitIpv4() throws UnknownHostException {
            try {
                assertThat(ipv4.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException closed) {
                throw new UnknownHostException("interrupted");
            }
        }

        @Override
        public String lookupByAddress(byte[] address) {
            throw new AssertionError("nobody asks");
        }
    }

    private final Platform platform = new Platform();
    private final Heard heard = new Heard();

    private List<String> resolve(String name) throws InterruptedException {
        try (var resolver = new PerFamilyResolver(platform)) {
            resolver.resolve(Target.of(name, 443), heard);
            assertThat(heard.first.await(20, TimeUnit.SECONDS)).isTrue();
            List<String> before = List.copyOf(heard.words);
            platform.ipv4.countDown();
            assertThat(heard.done.await(20, TimeUnit.SECONDS)).isTrue();
            return before;
        }
    }

    @Test
    void oneFamilyDoesNotWaitForTheOther() throws InterruptedException {
        assertThat(resolve("both.example")).containsExactly("IPv6 [[2001:db8::1]:443]");
        assertThat(heard.words).containsExactly("IPv6 [[2001:db8::1]:443]", "IPv4 [192.0.2.1:443]", "done");
    }

    @Test
    void aFamilyThatIsMissingIsAnEmptyAnswer() throws InterruptedException {
        resolve("old.example");
        assertThat(heard.words).containsExactly("IPv6 []", "IPv4 [192.0.2.1:443]", "done");
    }

    @Test
    void anUnknownNameIsAFailure() throws InterruptedException {
        resolve("no.example");
        assertThat(heard.words).containsExactly("IPv6 []", "failed: no.example: Name or service not known", "done");
    }

    @Test
    void theJvmsOwnResolverIsAskedThroughTheProvider() throws Exception {
        try (var server = new EchoServer();
                PerFamilyResolver resolver = PerFamilyResolver.create();
                HappyConnector connector =
                        HappyConnector.builder().resolver(resolver).build();
                Socket socket = connector.connect("localhost", server.address().getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
