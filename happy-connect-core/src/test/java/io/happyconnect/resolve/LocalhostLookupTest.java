package io.happyconnect.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalhostLookupTest {

    private final LocalhostLookup lookup = new LocalhostLookup(StubPlatform.knowingNothing());

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost.", "app.localhost", "app.localhost.", "a.b.localhost"})
    void localhostHasBothLoopbackAddressesWhereThePlatformKnowsNone(String name) throws Exception {
        List<InetAddress> addresses = lookup.addressesOf(name);
        assertThat(addresses)
                .containsExactly(StubPlatform.address("::1"), StubPlatform.address("127.0.0.1"))
                .allSatisfy(address -> assertThat(address.getHostName()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notlocalhost", "localhost.example.com", "localhos"})
    void otherNamesRemainUnknown(String name) {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> lookup.addressesOf(name))
                .withMessage(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.localhost", "app.localhost.", "a.b.localhost"})
    void aNameBelowLocalhostIsNeverAsked(String name) throws Exception {
        var platform = StubPlatform.answering(StubPlatform.IPV4);
        assertThat(new LocalhostLookup(platform).addressesOf(name))
                .containsExactly(StubPlatform.address("::1"), StubPlatform.address("127.0.0.1"));
        assertThat(platform.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost."})
    void whatThePlatformKnowsOfLocalhostItselfComesFirst(String name) throws Exception {
        InetAddress other = StubPlatform.address("127.0.0.2");
        assertThat(new LocalhostLookup(StubPlatform.answering(other)).addressesOf(name))
                .containsExactly(other);
    }

    @Test
    void onlyAnUnknownNameIsReplaced() {
        var broken = new LocalhostLookup(StubPlatform.answering(name -> {
            throw new IOException("no more descriptors");
        }));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> broken.addressesOf("localhost"))
                .withMessage("no more descriptors");
    }
}
