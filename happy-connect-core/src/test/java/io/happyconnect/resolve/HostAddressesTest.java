package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class HostAddressesTest {

    @Test
    void theCandidatesOfThePortsThatWereAskedLastAreKept() {
        var addresses = new HostAddresses(IPV6, IPV4);
        var candidates = addresses.candidates(443);
        assertThat(candidates).hasToString("[[2001:db8::1]:443, 192.0.2.1:443]").isUnmodifiable();
        assertThat(addresses.candidates(443)).isSameAs(candidates);
        assertThat(addresses.candidates(80)).hasToString("[[2001:db8::1]:80, 192.0.2.1:80]");
        assertThat(addresses.candidates(443)).isSameAs(candidates);
    }

    @Test
    void theCandidatesOfManyPortsAreNot() {
        var addresses = new HostAddresses(IPV4);
        var candidates = addresses.candidates(1);
        for (int port = 2; port <= 4; port++) {
            addresses.candidates(port);
        }
        assertThat(addresses.candidates(1)).isSameAs(candidates);
        addresses.candidates(5);
        assertThat(addresses.candidates(1)).isEqualTo(candidates).isNotSameAs(candidates);
    }

    @Test
    void theArrayOfThePlatformMayChangeAfterwards() {
        InetAddress[] array = {IPV4};
        var addresses = new HostAddresses(array);
        array[0] = IPV6;
        assertThat(addresses.candidates(443)).hasToString("[192.0.2.1:443]");
    }
}
