package io.happyconnect.boot.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.Races;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.CandidateKind;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RefusedCandidate;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void outcomesAreClosedLists() {
        assertThat(Arrays.stream(RaceOutcome.values()).map(Labels::of))
                .containsExactly("success", "failure", "failure", "timeout", "cancelled");
        assertThat(Arrays.stream(AttemptOutcome.values()).map(Labels::of))
                .containsExactly("won", "lost", "failed", "failed", "cancelled");
    }

    @Test
    void aCandidateThatIsNoAddressHasNoFamily() {
        assertThat(Labels.of(AddressFamily.IPV4)).isEqualTo("ipv4");
        assertThat(Labels.of(AddressFamily.IPV6)).isEqualTo("ipv6");
        assertThat(Labels.of((AddressFamily) null)).isEqualTo("none");
    }

    @Test
    void theErrorOfARaceIsItsDecisiveOne() {
        assertThat(Labels.errorType(Races.to("a.example.com:1")
                        .failed("192.0.2.1", 0, 1, FailureCause.NETWORK_UNREACHABLE)
                        .failed("192.0.2.2", 0, 1, FailureCause.CONNECTION_REFUSED)
                        .ends(RaceOutcome.FAILED)))
                .isEqualTo("connection_refused");
        assertThat(Labels.errorType(Races.to("a.example.com:1").ends(RaceOutcome.FAILED)))
                .isEqualTo("_other");
        assertThat(Labels.errorType(Races.to("a.example.com:1").ends(RaceOutcome.UNRESOLVED)))
                .isEqualTo("unresolved");
        assertThat(Labels.errorType(Races.to("a.example.com:1")
                        .failed("192.0.2.2", 0, 1, FailureCause.CONNECTION_REFUSED)
                        .timedOut("192.0.2.3", 0, 1)
                        .ends(RaceOutcome.TIMED_OUT)))
                .isEqualTo("timed_out");
        assertThat(Labels.errorType(Races.to("a.example.com:1")
                        .failed("192.0.2.2", 0, 1, FailureCause.CONNECTION_REFUSED)
                        .won("192.0.2.3", 0, 1)
                        .ends(RaceOutcome.CONNECTED)))
                .isEqualTo("none");
    }

    @Test
    void answersSayWhatTheyBrought() throws Exception {
        AddressCandidate address = new AddressCandidate(InetAddress.getByName("192.0.2.1"), 1);

        assertThat(Labels.of(answer(List.of(address), List.of(), null))).isEqualTo("success");
        assertThat(Labels.of(answer(List.of(), List.of(address), null))).isEqualTo("filtered");
        assertThat(Labels.of(answer(List.of(), List.of(), null))).isEqualTo("empty");
        assertThat(Labels.of(answer(List.of(), List.of(), new IOException()))).isEqualTo("failure");

        assertThat(Labels.errorType(answer(List.of(), List.of(), null))).isEqualTo("none");
        assertThat(Labels.errorType(answer(List.of(), List.of(), new UnknownHostException())))
                .isEqualTo("unknown_host");
        assertThat(Labels.errorType(answer(List.of(), List.of(), new SocketTimeoutException())))
                .isEqualTo("timed_out");
        assertThat(Labels.errorType(answer(List.of(), List.of(), new IOException())))
                .isEqualTo("_other");
    }

    private static AnswerReport answer(
            List<AddressCandidate> candidates, List<AddressCandidate> refused, IOException failure) {
        List<RefusedCandidate> byTheFilter = refused.stream()
                .map(candidate -> new RefusedCandidate(candidate, "the address filter"))
                .toList();
        return new AnswerReport(null, Duration.ZERO, List.copyOf(candidates), byTheFilter, failure);
    }

    @Test
    void aPeerIsAnAddressWithoutItsPort() throws Exception {
        Peer peer = Peer.of(new AddressCandidate(InetAddress.getByName("2001:db8::1"), 443));

        assertThat(peer)
                .hasToString("2001:db8::1")
                .isEqualTo(Peer.of(new AddressCandidate(InetAddress.getByName("2001:db8::1"), 80)))
                .hasSameHashCodeAs(Peer.of(new AddressCandidate(InetAddress.getByName("2001:db8::1"), 80)))
                .isNotEqualTo(Peer.of(new AddressCandidate(InetAddress.getByName("2001:db8::2"), 443)));
        assertThat(Peer.of(new AddressCandidate(InetAddress.getByName("192.0.2.1"), 443)))
                .hasToString("192.0.2.1");
        assertThat(peer.family()).isEqualTo(AddressFamily.IPV6);
    }

    /** A way of an application that made nothing of equality. */
    private static DialableCandidate way(CandidateKind kind, String text) {
        return new DialableCandidate() {
            @Override
            public @Nullable AddressFamily family() {
                return null;
            }

            @Override
            public boolean isLoopback() {
                return false;
            }

            @Override
            public CandidateKind kind() {
                return kind;
            }

            @Override
            public Dial newDial() {
                throw new AssertionError("dialled");
            }

            @Override
            public String toString() {
                return text;
            }
        };
    }

    @Test
    void whatIsNoAddressIsOnePeerByItsKindAndText() {
        Peer peer = Peer.of(way(CandidateKind.TUNNEL, "through gate"));

        assertThat(peer)
                .hasToString("through gate")
                .isEqualTo(Peer.of(way(CandidateKind.TUNNEL, "through gate")))
                .hasSameHashCodeAs(Peer.of(way(CandidateKind.TUNNEL, "through gate")))
                .isNotEqualTo(Peer.of(way(CandidateKind.PROXY, "through gate")))
                .isNotEqualTo(Peer.of(way(CandidateKind.TUNNEL, "through another")));
        assertThat(peer.networkType()).isEqualTo("tunnel");
    }

    @Test
    void theSameAddressOnTwoLinksIsTwoPeers() throws Exception {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();

        assertThat(Peer.of(new AddressCandidate(Inet6Address.getByAddress(null, linkLocal, 1), 443)))
                .isNotEqualTo(Peer.of(new AddressCandidate(Inet6Address.getByAddress(null, linkLocal, 2), 443)));
    }
}
