package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.Way.Connected;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every way to connect promises of winning and failing. */
class ConnectContractTest extends EveryWay {

    @Test
    void theFirstThatConnectsWins() throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = builder().build();
                Connected connected = connect(connector, host)) {
            assertThat(connected.remote()).isEqualTo(host.address(0));
            assertThat(connected.echo(200)).isEqualTo(200);
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.WON);
        }
    }

    @Test
    void theNextFollowsARefusalAtOnceOnLoopback() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .refusing(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector =
                        builder().connectionAttemptDelay(Duration.ofHours(1)).build();
                Connected connected = connect(connector, host)) {
            assertThat(connected.echo(1)).isEqualTo(1);
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.FAILED, AttemptOutcome.FAILED, AttemptOutcome.WON);
            assertThat(listener.onlyReport().attempts().get(0).cause()).isEqualTo(FailureCause.CONNECTION_REFUSED);
        }
    }

    @Test
    void theNextFollowsADelayWhenTheFirstIsSilent() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder().build();
                Connected connected = connect(connector, host)) {
            assertThat(connected.remote()).isEqualTo(host.address(1));
            assertThat(connected.echo(2)).isEqualTo(2);
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.LOST, AttemptOutcome.WON);
            assertThat(listener.onlyReport().attempts().get(1).startedAfter()).isGreaterThanOrEqualTo(DELAY);
        }
    }

    @Test
    void aRefusalBesideASilentAttemptIsFollowedAtOnce() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .refusing(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = builder().build();
                Connected connected = connect(connector, host)) {
            assertThat(connected.remote()).isEqualTo(host.address(2));
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.LOST, AttemptOutcome.FAILED, AttemptOutcome.WON);
        }
    }

    @Test
    void allRefusedIsAFailureWithAllCauses() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .refusing(ipv4(2))
                        .open();
                HappyConnector connector = builder().build()) {
            ConnectFailedException failure = failure(ConnectFailedException.class, connector, host);
            assertThat(failure).hasMessageContaining("contract.test").hasMessageContaining("2 addresses tried");
            assertThat(failure.getSuppressed()).hasSize(2);
            outcomesAre(RaceOutcome.FAILED, AttemptOutcome.FAILED, AttemptOutcome.FAILED);
        }
    }

    @Test
    void aNameWithoutAddressesIsUnknown() throws Exception {
        try (LoopbackHost nowhere = LoopbackHost.builder().open();
                HappyConnector connector =
                        builder().resolver(Names.all(List.of())).build()) {
            Throwable thrown = catchThrowable(
                    () -> way.connect(connector, Target.of("empty.test", 80), ConnectOptions.defaults()));
            assertThat(thrown).isInstanceOf(UnresolvedTargetException.class).hasMessageContaining("empty.test");
            outcomesAre(RaceOutcome.UNRESOLVED);
            assertThat(nowhere.addresses()).isEmpty();
        }
    }

    @Test
    void aResolverThatThrowsHasFailed() {
        Resolver broken = (target, answers) -> {
            throw new IllegalStateException("no such registry");
        };
        try (HappyConnector connector = builder().resolver(broken).build()) {
            Throwable thrown = catchThrowable(
                    () -> way.connect(connector, Target.of("broken.test", 80), ConnectOptions.defaults()));
            assertThat(thrown).isInstanceOf(UnresolvedTargetException.class).hasMessageContaining("no such registry");
        }
    }

    @Test
    void whatTheFilterRefusesIsNotTried() throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = builder()
                        .addressFilter(address -> !address.equals(ipv4(1)))
                        .build()) {
            try (Connected connected = connect(connector, host)) {
                assertThat(connected.remote()).isEqualTo(host.address(1));
            }
            listener.reports.clear();
            failure(
                    UnresolvedTargetException.class,
                    connector,
                    host,
                    ConnectOptions.defaults().withAddressFilter(address -> address.equals(ipv4(1))));
        }
    }

    @Test
    void answersOnAnotherThreadStartTheRace() throws Exception {
        ToldResolver told = new ToldResolver();
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder().resolver(told).build()) {
            Target target = Target.of("told.test", host.port());
            BlockedCall<Integer> call = BlockedCall.of(() -> {
                try (Connected connected = way.connect(connector, target, ConnectOptions.defaults())) {
                    return connected.echo(9);
                }
            });
            Answers answers = told.asked.join();
            answers.found(Names.candidates(target, host.addresses()));
            answers.done();
            assertThat(call.result()).isEqualTo(9);
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.WON);
        }
    }

    @Test
    void anAnswerThatComesWhileAnAttemptIsSilentJoinsTheRace() throws Exception {
        ToldResolver told = new ToldResolver();
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder()
                        .preferredFamily(AddressFamily.IPV4)
                        .connectionAttemptDelay(Duration.ofMillis(10))
                        .resolver(told)
                        .build()) {
            Target target = Target.of("told.test", host.port());
            BlockedCall<Integer> call = BlockedCall.of(() -> {
                try (Connected connected = way.connect(connector, target, ConnectOptions.defaults())) {
                    return connected.echo(9);
                }
            });
            Answers answers = told.asked.join();
            answers.found(Names.candidates(target, host.addresses().subList(0, 1)));
            listener.awaitAttempts(1);
            answers.found(Names.candidates(target, host.addresses().subList(1, 2)));
            assertThat(call.result()).isEqualTo(9);
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.LOST, AttemptOutcome.WON);
        }
    }

    @Test
    void aFailedLookupIsTold() throws Exception {
        Resolver failing = (target, answers) -> {
            answers.failed(AddressFamily.IPV6, new UnknownHostException("SERVFAIL"));
            answers.answered(AddressFamily.IPV4, List.of());
            answers.done();
            return Lookup.ended();
        };
        try (HappyConnector connector = builder().resolver(failing).build()) {
            Throwable thrown = catchThrowable(
                    () -> way.connect(connector, Target.of("servfail.test", 80), ConnectOptions.defaults()));
            assertThat(thrown).isInstanceOf(UnresolvedTargetException.class).hasMessageContaining("SERVFAIL");
        }
    }

    @Test
    void aLookupThatCannotBeCancelledChangesNothing() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder()
                        .resolver((target, answers) -> {
                            answers.found(Names.candidates(target, host.addresses()));
                            return () -> {
                                throw new LinkageError("cancel");
                            };
                        })
                        .build();
                Connected connected =
                        way.connect(connector, Target.of("uncancelled.test", host.port()), ConnectOptions.defaults())) {
            assertThat(connected.echo(7)).isEqualTo(7);
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.WON);
        }
    }

    @Test
    void optionsAndLocalAddressHoldForTheWinner() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder().build()) {
            ConnectOptions options = ConnectOptions.defaults()
                    .withSocketOption(StandardSocketOptions.TCP_NODELAY, true)
                    .withSocketOption(StandardSocketOptions.SO_KEEPALIVE, true)
                    .withLocalAddresses(List.of(new InetSocketAddress(ipv4(9), 0)));
            try (Connected connected = connect(connector, host, options)) {
                assertThat(connected.option(StandardSocketOptions.TCP_NODELAY)).isTrue();
                assertThat(connected.option(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
                assertThat(connected.local().getAddress()).isEqualTo(ipv4(9));
            }
        }
    }

    @Test
    void aWildcardAsLocalAddressIsAnyOfTheFamily() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder().build()) {
            ConnectOptions options = ConnectOptions.defaults()
                    .withLocalAddresses(List.of(new InetSocketAddress(InetAddress.getByName("::"), 0)));
            try (Connected connected = connect(connector, host, options)) {
                assertThat(connected.echo(4)).isEqualTo(4);
            }
        }
    }

    @Test
    void aLocalAddressThatIsNotOursFailsEachAttempt() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder().build()) {
            ConnectOptions options = ConnectOptions.defaults()
                    .withLocalAddresses(List.of(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 0)));
            failure(ConnectFailedException.class, connector, host, options);
            assertThat(listener.onlyReport().attempts().get(0).cause()).isEqualTo(FailureCause.ADDRESS_NOT_AVAILABLE);
        }
    }

    @Test
    void anOrderThatThrowsOrAListenerThatThrowsChangesNothing() throws Exception {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder()
                        .addressOrder(candidates -> {
                            throw new IllegalStateException("order");
                        })
                        .listener(new ThrowingListener())
                        .build();
                Connected connected = connect(connector, host)) {
            assertThat(connected.echo(5)).isEqualTo(5);
            assertThat(thrown).hasNullValue();
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.FAILED, AttemptOutcome.WON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
