package io.happyconnect.observe;

import static io.happyconnect.observe.FailureCause.ACCESS_DENIED;
import static io.happyconnect.observe.FailureCause.ADDRESS_FAMILY_NOT_SUPPORTED;
import static io.happyconnect.observe.FailureCause.ADDRESS_NOT_AVAILABLE;
import static io.happyconnect.observe.FailureCause.CONNECTION_REFUSED;
import static io.happyconnect.observe.FailureCause.CONNECTION_RESET;
import static io.happyconnect.observe.FailureCause.HOST_UNREACHABLE;
import static io.happyconnect.observe.FailureCause.NETWORK_UNREACHABLE;
import static io.happyconnect.observe.FailureCause.NO_SUCH_FILE;
import static io.happyconnect.observe.FailureCause.OTHER;
import static io.happyconnect.observe.FailureCause.TIMED_OUT;
import static io.happyconnect.observe.FailureCause.TOO_MANY_OPEN_FILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureCauseTest {

    /** What JDK 17 and 25 were seen to throw on Linux with glibc, from sockets and channels alike. */
    static Stream<Arguments> seenOnLinux() {
        return Stream.of(
                arguments(new ConnectException("Connection refused"), CONNECTION_REFUSED),
                arguments(new ConnectException("Connection timed out"), TIMED_OUT),
                arguments(new SocketTimeoutException("Connect timed out"), TIMED_OUT),
                arguments(new SocketTimeoutException("connect timed out"), TIMED_OUT),
                arguments(new SocketException("Network is unreachable"), NETWORK_UNREACHABLE),
                arguments(new NoRouteToHostException("No route to host"), HOST_UNREACHABLE),
                arguments(new BindException("Permission denied"), ACCESS_DENIED),
                arguments(new SocketException("Invalid argument"), OTHER),
                arguments(new SocketException("Protocol not available"), OTHER),
                arguments(new SocketException("No such file or directory"), NO_SUCH_FILE),
                arguments(new SocketException("Resource temporarily unavailable"), OTHER),
                arguments(new BindException("Cannot assign requested address"), ADDRESS_NOT_AVAILABLE),
                arguments(new SocketException("IPv6 protocol family unavailable"), ADDRESS_FAMILY_NOT_SUPPORTED),
                arguments(new SocketException("Protocol family unavailable"), ADDRESS_FAMILY_NOT_SUPPORTED),
                arguments(new UnsupportedOperationException("IPv6 not available"), ADDRESS_FAMILY_NOT_SUPPORTED),
                arguments(new UnsupportedAddressTypeException(), ADDRESS_FAMILY_NOT_SUPPORTED),
                arguments(new SocketException("Too many open files"), TOO_MANY_OPEN_FILES),
                arguments(new SocketException("Connection reset"), CONNECTION_RESET),
                arguments(new SocketException("Socket closed"), OTHER),
                arguments(new ClosedByInterruptException(), OTHER),
                arguments(new UnresolvedAddressException(), OTHER));
    }

    /** The words of musl, macOS and the JDK for Windows for the same. */
    static Stream<Arguments> inOtherWords() {
        return Stream.of(
                arguments(new ConnectException("Operation timed out"), TIMED_OUT),
                arguments(new SocketException("Network unreachable"), NETWORK_UNREACHABLE),
                arguments(new SocketException("Network is down"), NETWORK_UNREACHABLE),
                arguments(new SocketException("Host is unreachable"), HOST_UNREACHABLE),
                arguments(new SocketException("Host is down"), HOST_UNREACHABLE),
                arguments(new SocketException("Operation not permitted"), ACCESS_DENIED),
                arguments(new SocketException("Permission denied: connect"), ACCESS_DENIED),
                arguments(new BindException("Can't assign requested address"), ADDRESS_NOT_AVAILABLE),
                arguments(new BindException("Address not available"), ADDRESS_NOT_AVAILABLE),
                arguments(new BindException("Address already in use: connect"), ADDRESS_NOT_AVAILABLE),
                arguments(new BindException("Address in use"), ADDRESS_NOT_AVAILABLE),
                arguments(
                        new SocketException("Address family not supported by protocol"), ADDRESS_FAMILY_NOT_SUPPORTED),
                arguments(new SocketException("No file descriptors available"), TOO_MANY_OPEN_FILES),
                arguments(new SocketException("Too many open files in system"), TOO_MANY_OPEN_FILES),
                arguments(new SocketException("Connection reset by peer"), CONNECTION_RESET),
                arguments(new SocketException("Software caused connection abort: connect"), CONNECTION_RESET),
                arguments(new SocketException("Broken pipe"), CONNECTION_RESET),
                arguments(new ConnectException("Connection refused: getsockopt"), CONNECTION_REFUSED),
                arguments(new ConnectException("Connection timed out: getsockopt"), TIMED_OUT));
    }

    /** The first words count, on every JVM. */
    static Stream<Arguments> inSeveralWords() {
        return Stream.of(
                arguments(new IOException("Connection timed out: no route to host"), TIMED_OUT),
                arguments(new IOException("No route to host; earlier: connection timed out"), HOST_UNREACHABLE),
                arguments(new IOException("Connection refused (was: connection reset)"), CONNECTION_REFUSED),
                arguments(new IOException("Connection reset, then connection refused"), CONNECTION_RESET),
                arguments(new IOException("Network is unreachable, or permission denied"), NETWORK_UNREACHABLE),
                arguments(new IOException("Permission denied, or network is unreachable"), ACCESS_DENIED));
    }

    /** The JDK's client of {@code -DsocksProxyHost}: how the proxy failed, and what a proxy says of the target. */
    static Stream<Arguments> bySocks() {
        return Stream.of(
                arguments(new SocketException("Can't connect to SOCKS proxy:Connection refused"), OTHER),
                arguments(new SocketException("Can't connect to SOCKS proxy:Connect timed out"), OTHER),
                arguments(new SocketException("SOCKS: Connection refused"), CONNECTION_REFUSED),
                arguments(new SocketException("SOCKS: Network unreachable"), NETWORK_UNREACHABLE),
                arguments(new SocketException("SOCKS: Host unreachable"), HOST_UNREACHABLE),
                arguments(new SocketException("SOCKS: TTL expired"), OTHER));
    }

    /** Ours: how the race to the proxy or the jump host ended says nothing of the target. */
    static Stream<Arguments> onTheWay() {
        IOException refused = new IOException("cannot connect to b.example.com:22: Connection refused");
        return Stream.of(
                arguments(new IOException("no way to the proxy http://p.example.com:3128: Connection refused"), OTHER),
                arguments(new IOException("no way to the jump host kim@b.example.com: timed out", refused), OTHER),
                arguments(
                        new ConnectException("no way to the jump host kim@b.example.com: its host key is unknown"),
                        OTHER));
    }

    /** glibc translates, and the JDK hands on what it says. */
    static Stream<Arguments> inOtherLanguages() {
        return Stream.of(
                arguments(new ConnectException("Verbindungsaufbau abgelehnt"), CONNECTION_REFUSED),
                arguments(new NoRouteToHostException("Keine Route zum Zielrechner"), HOST_UNREACHABLE),
                arguments(new BindException("Impossible d'assigner l'adresse demandée"), ADDRESS_NOT_AVAILABLE),
                arguments(new SocketTimeoutException("接続がタイムアウトしました"), TIMED_OUT),
                arguments(new SocketException("Das Netzwerk ist nicht erreichbar"), OTHER),
                arguments(new ConnectException(), CONNECTION_REFUSED),
                arguments(new BindException(), ADDRESS_NOT_AVAILABLE),
                arguments(new NoRouteToHostException(), HOST_UNREACHABLE),
                arguments(new SocketException(), OTHER));
    }

    static Stream<Arguments> ofOtherKinds() {
        return Stream.of(
                arguments(new TimeoutException(), TIMED_OUT),
                arguments(new InterruptedByTimeoutException(), TIMED_OUT),
                arguments(new SecurityException("denied"), ACCESS_DENIED),
                arguments(new UnsupportedOperationException(), OTHER),
                arguments(new UnknownHostException("proxy.example"), OTHER),
                arguments(new EOFException(), OTHER),
                arguments(new IllegalStateException("anything"), OTHER),
                arguments(new AssertionError(), OTHER));
    }

    static Stream<Arguments> wrapped() {
        SocketException unreachable = new SocketException("Network is unreachable");
        return Stream.of(
                arguments(new ExecutionException(unreachable), NETWORK_UNREACHABLE),
                arguments(new UncheckedIOException(new IOException("tunnel", unreachable)), NETWORK_UNREACHABLE),
                arguments(because(new ConnectException("Failed to connect"), unreachable), NETWORK_UNREACHABLE),
                arguments(because(new ConnectException("Failed to connect"), new EOFException()), CONNECTION_REFUSED),
                arguments(because(new BindException("no"), new ConnectException("no")), ADDRESS_NOT_AVAILABLE),
                arguments(because(new SocketTimeoutException(), unreachable), TIMED_OUT));
    }

    private static Throwable because(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }

    @ParameterizedTest
    @MethodSource({
        "seenOnLinux",
        "inOtherWords",
        "inSeveralWords",
        "bySocks",
        "onTheWay",
        "inOtherLanguages",
        "ofOtherKinds",
        "wrapped"
    })
    void isTheKindOfTheException(Throwable failure, FailureCause cause) {
        assertThat(FailureCause.of(failure)).isEqualTo(cause);
    }

    @Test
    void theLanguageOfTheProcessChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            // Its lower case of I is not i.
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(FailureCause.of(new UnsupportedOperationException("IPV6 NOT AVAILABLE")))
                    .isEqualTo(ADDRESS_FAMILY_NOT_SUPPORTED);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theNameOfAHostInTheMessageIsNoCause() {
        assertThat(FailureCause.of(new SocketException("timed-out.refused.example:443: Invalid argument")))
                .isEqualTo(OTHER);
    }

    @Test
    void aChainOfCausesThatClosesOnItselfEnds() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        assertThat(FailureCause.of(first)).isEqualTo(OTHER);
    }

    @Test
    void anExceptionWhoseMessageCannotBeReadIsClassifiedByItsType() {
        ConnectException unreadable = new ConnectException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("lazy and broken");
            }
        };

        assertThat(FailureCause.of(unreadable)).isEqualTo(CONNECTION_REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void labelsAreTagValuesAndTextsAreWords(FailureCause cause) {
        assertThat(cause.label()).matches("[a-z_]+");
        assertThat(cause.text()).matches("[a-z ]{1,21}");
    }

    @Test
    void labelsAndTextsTellCausesApart() {
        List<FailureCause> causes = List.of(FailureCause.values());

        assertThat(causes).extracting(FailureCause::label).doesNotHaveDuplicates();
        assertThat(causes).extracting(FailureCause::text).doesNotHaveDuplicates();
        assertThat(CONNECTION_REFUSED.label()).isEqualTo("connection_refused");
        assertThat(CONNECTION_REFUSED.text()).isEqualTo("connection refused");
        assertThat(OTHER.label()).isEqualTo("_other");
    }
}
