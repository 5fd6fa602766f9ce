package io.happyconnect.dns.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.dns.observe.LookupOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** Whom to ask and when, in virtual time. */
class InquiryTest {

    private static final Server FIRST = server("192.0.2.53");
    private static final Server SECOND = server("192.0.2.54");
    private static final Reply EMPTY = reply(Rcode.NOERROR, false);

    private final ServerHealth health = new ServerHealth();
    private final Inquiry inquiry = inquiry(FIRST, SECOND);

    private Inquiry inquiry(Server... servers) {
        return new Inquiry(List.of(servers), 2, millis(1_000), false, health);
    }

    private static Server server(String address) {
        try {
            return new Server(new InetSocketAddress(InetAddress.getByName(address), 53));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply reply(int rcode, boolean truncated) {
        return new Reply(rcode, truncated, List.of(), 60, null, false);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Inquiry.Try asked(Inquiry inquiry, long at) {
        Inquiry.Step step = inquiry.next(millis(at));
        assertThat(step).isInstanceOf(Inquiry.Step.Ask.class);
        return ((Inquiry.Step.Ask) step).to();
    }

    private void waits(long at, long until) {
        assertThat(inquiry.next(millis(at))).isEqualTo(new Inquiry.Step.Wait(millis(until)));
    }

    @Test
    void theNextServerIsAskedAfterTheTimeoutAndNotBefore() {
        assertThat(asked(inquiry, 0).server).isEqualTo(FIRST);
        waits(0, 1_000);
        waits(999, 1_000);
        assertThat(asked(inquiry, 1_000).server).isEqualTo(SECOND);
        waits(1_000, 2_000);
    }

    @Test
    void aLateAnswerOfAnEarlierServerCounts() {
        Inquiry.Try first = asked(inquiry, 0);
        asked(inquiry, 1_000);

        inquiry.answered(first, EMPTY);

        assertThat(inquiry.next(millis(1_001))).isEqualTo(new Inquiry.Step.End(EMPTY));
    }

    @Test
    void afterAnErrorTheNextServerIsAskedAtOnce() {
        inquiry.answered(asked(inquiry, 0), reply(Rcode.SERVFAIL, false));

        assertThat(asked(inquiry, 1).server).isEqualTo(SECOND);
    }

    @Test
    void whoSaidAnErrorIsNotAskedAgain() {
        inquiry.answered(asked(inquiry, 0), reply(Rcode.SERVFAIL, false));
        inquiry.answered(asked(inquiry, 1), reply(Rcode.REFUSED, false));

        assertThat(inquiry.next(millis(2)))
                .isEqualTo(new Inquiry.Step.Fail(Result.failed(
                        LookupOutcome.SERVER_FAILURE,
                        "server 192.0.2.53 answered SERVFAIL; server 192.0.2.54 answered REFUSED")));
    }

    @Test
    void silentServersAreAskedAsOftenAsThereAreAttempts() {
        assertThat(asked(inquiry, 0).server).isEqualTo(FIRST);
        assertThat(asked(inquiry, 1_000).server).isEqualTo(SECOND);
        assertThat(asked(inquiry, 2_000).server).isEqualTo(FIRST);
        assertThat(asked(inquiry, 3_000).server).isEqualTo(SECOND);
        waits(3_999, 4_000);
        assertThat(inquiry.next(millis(4_000)))
                .isEqualTo(new Inquiry.Step.Fail(
                        Result.failed(LookupOutcome.TIMED_OUT, "no answer from servers 192.0.2.53, 192.0.2.54")));
    }

    @Test
    void whatCannotBeReachedIsNotWaitedFor() {
        inquiry.unreachable(asked(inquiry, 0), "Connection refused", millis(0));
        inquiry.unreachable(asked(inquiry, 0), "Network is unreachable", millis(0));

        assertThat(((Inquiry.Step.Fail) inquiry.next(millis(1))).result().outcome())
                .isEqualTo(LookupOutcome.UNREACHABLE);
    }

    @Test
    void aTruncatedAnswerIsAskedForOverTcpWithATimeoutOfItsOwn() {
        Inquiry.Try udp = asked(inquiry, 0);
        inquiry.answered(udp, reply(Rcode.NOERROR, true));

        Inquiry.Try tcp = asked(inquiry, 500);

        assertThat(tcp.server).isEqualTo(FIRST);
        assertThat(tcp.tcp).isTrue();
        waits(500, 1_500);
    }

    @Test
    void whatFittedIntoADatagramIsTheLastResortAndTheServerIsWell() throws Exception {
        var shortened = new Reply(Rcode.NOERROR, true, List.of(InetAddress.getByName("192.0.2.1")), 60, null, false);
        inquiry.answered(asked(inquiry, 0), shortened);
        inquiry.unreachable(asked(inquiry, 1), "Connection refused", millis(1));

        assertThat(asked(inquiry, 2).server).isEqualTo(SECOND);
        asked(inquiry, 1_002);
        assertThat(inquiry.next(millis(2_002))).isEqualTo(new Inquiry.Step.End(shortened));
        assertThat(health.order(List.of(FIRST, SECOND), false, false, millis(2_002)))
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void whoWasSilentIsAskedWithoutEdns() {
        assertThat(asked(inquiry, 0).edns).isTrue();
        assertThat(asked(inquiry, 1_000).edns).isTrue();
        assertThat(asked(inquiry, 2_000).edns).isFalse();
        assertThat(asked(inquiry, 3_000).edns).isFalse();
    }

    @Test
    void whoRefusesEdnsIsAskedWithoutOnce() {
        inquiry.answered(asked(inquiry, 0), reply(Rcode.FORMERR, false));

        Inquiry.Try plain = asked(inquiry, 1);
        assertThat(plain.edns).isFalse();
        assertThat(plain.server).isEqualTo(FIRST);

        inquiry.answered(plain, reply(Rcode.FORMERR, false));
        assertThat(asked(inquiry, 2).server).isEqualTo(SECOND);
    }

    @Test
    void aServerThatWasSilentTwiceIsAskedLastUntilItsPenaltyIsOver() {
        health.silent(FIRST, millis(0));
        assertThat(health.order(List.of(FIRST, SECOND), false, false, 0)).containsExactly(FIRST, SECOND);
        health.silent(FIRST, millis(0));
        long penalty = TimeUnit.SECONDS.toMillis(30);

        assertThat(health.order(List.of(FIRST, SECOND), false, false, millis(penalty - 1)))
                .containsExactly(SECOND, FIRST);
        assertThat(health.order(List.of(FIRST, SECOND), false, false, millis(penalty)))
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void aFurtherSilenceCostsTwiceAsMuchAndNotMoreThanFiveMinutes() {
        long at = 0;
        health.silent(FIRST, 0);
        for (long seconds : new long[] {30, 60, 120, 240, 300, 300}) {
            health.silent(FIRST, TimeUnit.SECONDS.toNanos(at));
            at += seconds;
            assertThat(health.order(List.of(FIRST, SECOND), false, false, TimeUnit.SECONDS.toNanos(at) - 1))
                    .containsExactly(SECOND, FIRST);
            assertThat(health.order(List.of(FIRST, SECOND), false, false, TimeUnit.SECONDS.toNanos(at)))
                    .containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void whoeverWaitsDuringAPenaltyIsNoFurtherSilence() {
        health.silent(FIRST, millis(0));
        health.silent(FIRST, millis(0));
        health.silent(FIRST, millis(1));

        assertThat(health.order(List.of(FIRST, SECOND), false, false, millis(30_000)))
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void oneAnswerEndsThePenaltyAndCountsAnew() {
        health.silent(FIRST, millis(0));
        health.silent(FIRST, millis(0));
        health.answered(FIRST);
        health.silent(FIRST, millis(0));

        assertThat(health.order(List.of(FIRST, SECOND), false, false, millis(1)))
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void ipv6TransportGoesFirstOnlyWhereItIsWanted() {
        Server ipv6 = server("2001:db8::53");
        List<Server> servers = List.of(FIRST, ipv6, SECOND);

        assertThat(health.order(servers, false, false, 0)).containsExactly(FIRST, ipv6, SECOND);
        assertThat(health.order(servers, false, true, 0)).containsExactly(ipv6, FIRST, SECOND);
        health.silent(ipv6, 0);
        health.silent(ipv6, 0);
        assertThat(health.order(servers, false, true, 0)).containsExactly(FIRST, SECOND, ipv6);
    }

    @Test
    void rotationTakesTurns() {
        assertThat(health.order(List.of(FIRST, SECOND), true, false, 0)).containsExactly(FIRST, SECOND);
        assertThat(health.order(List.of(FIRST, SECOND), true, false, 0)).containsExactly(SECOND, FIRST);
        assertThat(health.order(List.of(FIRST, SECOND), true, false, 0)).containsExactly(FIRST, SECOND);
    }
}
