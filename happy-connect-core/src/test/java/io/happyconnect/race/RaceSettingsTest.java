package io.happyconnect.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.order.AddressOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RaceSettingsTest {

    /** RFC 8305 §8 lists them. */
    @Test
    void theDefaultsAreThoseOfTheRfc() {
        RaceSettings defaults = RaceSettings.defaults();

        assertThat(defaults.connectionAttemptDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(defaults.resolutionDelay()).isEqualTo(Duration.ofMillis(50));
        assertThat(defaults.firstAddressFamilyCount()).isEqualTo(1);
        assertThat(defaults.attemptTimeout()).isNull();
        assertThat(defaults.maxConcurrentAttempts()).isEqualTo(Integer.MAX_VALUE);
        assertThat(defaults.preferredFamily()).isNull();
        assertThat(defaults.awaitedFamily()).isNull();
        assertThat(defaults.addressOrder()).isNotNull();
        assertThat(defaults).hasToString("attempt delay 250 ms, resolution delay 50 ms, no limit of attempts");
    }

    @Test
    void everySettingIsKeptAndCopied() {
        AddressOrder order = candidates -> candidates;
        RaceSettings settings = RaceSettings.builder()
                .connectionAttemptDelay(Duration.ofMillis(100))
                .resolutionDelay(Duration.ofMillis(20))
                .attemptTimeout(Duration.ofSeconds(3))
                .maxConcurrentAttempts(4)
                .preferredFamily(AddressFamily.IPV6)
                .awaitedFamily(AddressFamily.IPV4)
                .firstAddressFamilyCount(2)
                .addressOrder(order)
                .build();

        for (RaceSettings each :
                new RaceSettings[] {settings, settings.toBuilder().build()}) {
            assertThat(each.connectionAttemptDelay()).isEqualTo(Duration.ofMillis(100));
            assertThat(each.resolutionDelay()).isEqualTo(Duration.ofMillis(20));
            assertThat(each.attemptTimeout()).isEqualTo(Duration.ofSeconds(3));
            assertThat(each.maxConcurrentAttempts()).isEqualTo(4);
            assertThat(each.preferredFamily()).isEqualTo(AddressFamily.IPV6);
            assertThat(each.awaitedFamily()).isEqualTo(AddressFamily.IPV4);
            assertThat(each.firstAddressFamilyCount()).isEqualTo(2);
            assertThat(each.addressOrder()).isSameAs(order);
            assertThat(each).hasToString("attempt delay 100 ms, resolution delay 20 ms, at most 4 attempts at once");
        }
        assertThat(settings.toBuilder().attemptTimeout(null).build().attemptTimeout())
                .isNull();
    }

    @Test
    void thePreferredFamilyIsAwaitedUnlessAnotherIsSet() {
        RaceSettings.Builder builder = RaceSettings.builder().preferredFamily(AddressFamily.IPV6);

        assertThat(builder.build().awaitedFamily()).isEqualTo(AddressFamily.IPV6);
        assertThat(builder.build().toBuilder().preferredFamily(null).build().awaitedFamily())
                .isNull();
        assertThat(builder.awaitedFamily(AddressFamily.IPV4).build().awaitedFamily())
                .isEqualTo(AddressFamily.IPV4);
    }

    @Test
    void theAttemptDelayIs10MsTo1Day() {
        RaceSettings.Builder builder = RaceSettings.builder();

        builder.connectionAttemptDelay(Duration.ofMillis(10)).connectionAttemptDelay(Duration.ofDays(1));
        assertThatThrownBy(() ->
                        builder.connectionAttemptDelay(Duration.ofMillis(10).minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connectionAttemptDelay must be 10 ms to 1 day, but is PT0.009999999S");
        assertThatThrownBy(
                        () -> builder.connectionAttemptDelay(Duration.ofDays(1).plusNanos(1)))
                .hasMessage("connectionAttemptDelay must be 10 ms to 1 day, but is PT24H0.000000001S");
        assertThatThrownBy(() -> builder.connectionAttemptDelay(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("connectionAttemptDelay");
    }

    @Test
    void theResolutionDelayIs0To1Day() {
        RaceSettings.Builder builder = RaceSettings.builder();

        builder.resolutionDelay(Duration.ZERO).resolutionDelay(Duration.ofDays(1));
        assertThatThrownBy(() -> builder.resolutionDelay(Duration.ofNanos(-1)))
                .hasMessage("resolutionDelay must be 0 ms to 1 day, but is PT-0.000000001S");
    }

    @Test
    void theAttemptTimeoutIs10MsTo1DayOrNone() {
        RaceSettings.Builder builder = RaceSettings.builder();

        builder.attemptTimeout(Duration.ofMillis(10)).attemptTimeout(null);
        assertThatThrownBy(() -> builder.attemptTimeout(Duration.ofMillis(9)))
                .hasMessage("attemptTimeout must be 10 ms to 1 day, but is PT0.009S");
    }

    @Test
    void countsAreAtLeast1() {
        RaceSettings.Builder builder = RaceSettings.builder();

        builder.maxConcurrentAttempts(1).firstAddressFamilyCount(1);
        assertThatThrownBy(() -> builder.maxConcurrentAttempts(0))
                .hasMessage("maxConcurrentAttempts must be at least 1, but is 0");
        assertThatThrownBy(() -> builder.firstAddressFamilyCount(0))
                .hasMessage("firstAddressFamilyCount must be at least 1, but is 0");
    }

    @Test
    void anOrderIsNeeded() {
        assertThatThrownBy(() -> RaceSettings.builder().addressOrder(null)).hasMessage("addressOrder");
    }
}
