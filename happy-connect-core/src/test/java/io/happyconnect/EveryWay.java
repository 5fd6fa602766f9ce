package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.Way.Connected;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.time.Duration;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tests of all ways to connect have in common. */
@ParameterizedClass
@EnumSource
@LeaksNothing
abstract class EveryWay {

    static final Duration DELAY = Duration.ofMillis(40);

    @Parameter
    Way way;

    final RecordingListener listener = new RecordingListener();

    HappyConnectorBuilder builder() {
        return HappyConnector.builder()
                .listener(listener)
                .connectionAttemptDelay(DELAY)
                .connectTimeout(Duration.ofSeconds(30));
    }

    Connected connect(HappyConnector connector, LoopbackHost host, ConnectOptions options) throws Exception {
        return way.connect(
                connector,
                Target.of("contract.test", host.port()),
                host.addresses().isEmpty() ? options : options.withAddresses(host.addresses()));
    }

    Connected connect(HappyConnector connector, LoopbackHost host) throws Exception {
        return connect(connector, host, ConnectOptions.defaults());
    }

    <T extends Exception> T failure(Class<T> type, HappyConnector connector, LoopbackHost host) {
        return failure(type, connector, host, ConnectOptions.defaults());
    }

    <T extends Exception> T failure(
            Class<T> type, HappyConnector connector, LoopbackHost host, ConnectOptions options) {
        Throwable thrown =
                catchThrowable(() -> connect(connector, host, options).close());
        assertThat(thrown).isInstanceOf(type);
        RaceReport report = ((ConnectFailure) thrown).report();
        assertThat(report).isSameAs(listener.onlyReport());
        return type.cast(thrown);
    }

    void outcomesAre(RaceOutcome race, AttemptOutcome... attempts) {
        RaceReport report = listener.onlyReport();
        assertThat(report.outcome()).isEqualTo(race);
        assertThat(report.attempts()).extracting(AttemptReport::outcome).containsExactly(attempts);
        assertThat(listener.complaints()).isEmpty();
    }
}
