package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.Inet4Address;
import org.junit.jupiter.api.Test;

class AddressFilterTest {

    private static final AddressFilter ONLY_IPV4 = address -> address instanceof Inet4Address;
    private static final AddressFilter NO_LOOPBACK = address -> !address.isLoopbackAddress();

    @Test
    void acceptAllAcceptsAll() {
        assertThat(AddressFilter.acceptAll().accepts(IPV4)).isTrue();
        assertThat(AddressFilter.acceptAll().accepts(StubPlatform.address("::1")))
                .isTrue();
    }

    @Test
    void bothFiltersMustAccept() {
        AddressFilter both = ONLY_IPV4.and(NO_LOOPBACK);
        assertThat(both.accepts(IPV4)).isTrue();
        assertThat(both.accepts(IPV6)).isFalse();
        assertThat(both.accepts(StubPlatform.address("127.0.0.1"))).isFalse();
    }

    @Test
    void theSecondFilterIsNotAskedWhatTheFirstRefuses() {
        AddressFilter both = ONLY_IPV4.and(address -> {
            throw new AssertionError(address);
        });
        assertThat(both.accepts(IPV6)).isFalse();
    }

    @Test
    void aMissingFilterIsRefusedWhenItIsGiven() {
        assertThatNullPointerException().isThrownBy(() -> ONLY_IPV4.and(null)).withMessage("other");
    }
}
