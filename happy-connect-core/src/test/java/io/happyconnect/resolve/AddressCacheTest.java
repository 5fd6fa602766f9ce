package io.happyconnect.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCacheTest {

    private static final HostAddresses ADDRESSES = new HostAddresses(StubPlatform.IPV4);

    private final AtomicLong now = new AtomicLong();

    private AddressCache cache(int maxNames, long lifetimeNanos) {
        return new AddressCache(maxNames, lifetimeNanos, now::get);
    }

    @Test
    void anAnswerLivesExactlyItsLifetimeAlsoWhenTheClockOverflows() {
        for (long start : new long[] {0, -50, Long.MAX_VALUE - 50}) {
            AddressCache cache = cache(10, 100);
            now.set(start);
            cache.put("example.com", ADDRESSES);
            assertThat(cache.get("example.com")).isSameAs(ADDRESSES);
            now.set(start + 99);
            assertThat(cache.get("example.com")).isSameAs(ADDRESSES);
            now.set(start + 100);
            assertThat(cache.get("example.com")).isNull();
        }
    }

    @Test
    void aNameWithMoreThanAHundredAddressesIsNotKept() {
        AddressCache cache = cache(10, 100);
        var most = new InetAddress[AddressCache.MAX_ADDRESSES_OF_A_NAME];
        Arrays.fill(most, StubPlatform.IPV4);
        var tooMany = new InetAddress[most.length + 1];
        Arrays.fill(tooMany, StubPlatform.IPV4);
        cache.put("example.com", new HostAddresses(most));
        cache.put("www.example.com", new HostAddresses(tooMany));
        assertThat(cache.get("example.com")).isNotNull();
        assertThat(cache.get("www.example.com")).isNull();
    }

    @Test
    void aNewAnswerBeginsANewLife() {
        AddressCache cache = cache(10, 100);
        var later = new HostAddresses(StubPlatform.IPV6);
        cache.put("example.com", ADDRESSES);
        now.set(60);
        cache.put("example.com", later);
        now.set(100);
        cache.put("www.example.com", ADDRESSES);
        assertThat(cache.get("example.com")).isSameAs(later);
        now.set(160);
        assertThat(cache.get("example.com")).isNull();
    }

    @Test
    void theOldestNameGoesWhenThereAreTooMany() {
        AddressCache cache = cache(2, 100);
        cache.put("a.example.com", ADDRESSES);
        cache.put("b.example.com", ADDRESSES);
        assertThat(cache.size()).isEqualTo(2);
        cache.put("c.example.com", ADDRESSES);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.get("a.example.com")).isNull();
        assertThat(cache.get("b.example.com")).isNotNull();
        assertThat(cache.get("c.example.com")).isNotNull();
    }

    @Test
    void whatHasExpiredIsDroppedByTheNextAnswer() {
        AddressCache cache = cache(10, 100);
        cache.put("a.example.com", ADDRESSES);
        now.set(1);
        cache.put("b.example.com", ADDRESSES);
        now.set(100);
        cache.put("c.example.com", ADDRESSES);
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void withoutLifetimeNothingIsKept() {
        AddressCache cache = cache(10, 0);
        cache.put("example.com", ADDRESSES);
        assertThat(cache.get("example.com")).isNull();
        assertThat(cache.size()).isZero();
    }

    /** The properties networkaddress.cache.ttl and sun.net.inetaddr.ttl; 30 s is what the JDK takes without them. */
    @ParameterizedTest
    @CsvSource({
        ", , 10", "0, , 0", "1, , 1", "9, , 9", "10, , 10", "11, , 10", "30, , 10", "-1, , 10", "-7, , 10",
        "soon, , 10", "'', , 10", ", 0, 0", ", 5, 5", ", -1, 10", ", soon, 10", "soon, 5, 5", "0, 5, 0", "5, 0, 5"
    })
    void theLifetimeIsThatOfTheJdkButAtMost10Seconds(String property, String olderProperty, long seconds) {
        assertThat(AddressCache.lifetimeNanos(property, olderProperty))
                .isEqualTo(Duration.ofSeconds(seconds).toNanos());
    }
}
