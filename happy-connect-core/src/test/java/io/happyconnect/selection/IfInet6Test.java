package io.happyconnect.selection;

import static io.happyconnect.selection.FakeHost.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.order.SourceAddress.Trait;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfInet6Test {

    private static final String GOOD = "20010db8000000000000000000000001 02 40 00 80     eth0";

    @Test
    void readsEachAddressWithItsInterfaceAndPrefix() {
        List<LocalAddress> addresses = IfInet6.parse("""
                00000000000000000000000000000001 01 80 10 80       lo
                fd000000000000000000000000000002 04 40 00 82     eth0
                fe8000000000000000fc00fffe000001 1a2b 40 20 80 wg-long-name
                """);

        assertThat(addresses)
                .containsExactly(
                        new LocalAddress(address("::1"), 128, 1, "lo", Set.of()),
                        new LocalAddress(address("fd00::2"), 64, 4, "eth0", Set.of()),
                        new LocalAddress(address("fe80::fc:ff:fe00:1"), 64, 0x1a2b, "wg-long-name", Set.of()));
    }

    /** linux/if_addr.h; RFC 4429 §3.3 for optimistic ones. */
    @ParameterizedTest
    @CsvSource({
        "00, false, false",
        "80, false, false",
        "a0, true, false",
        "20, true, false",
        "04, true, false",
        "10, false, true",
        "30, true, true",
        "cb, false, false"
    })
    void flagsSayWhatIsDeprecatedAndWhatIsHome(String flags, boolean isDeprecated, boolean isHome) {
        LocalAddress address =
                IfInet6.parse(GOOD.replace(" 80 ", " " + flags + " ")).get(0);

        assertThat(address.traits().contains(Trait.DEPRECATED)).isEqualTo(isDeprecated);
        assertThat(address.traits().contains(Trait.HOME)).isEqualTo(isHome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "20010db8000000000000000000000001",
                "20010db8000000000000000000000001 02 40 00 80",
                "20010db8000000000000000000000001 02 40 00 80 eth0 more",
                "20010db800000000000000000000001 02 40 00 80 eth0",
                "20010db80000000000000000000000011 02 40 00 80 eth0",
                "20010db800000000000000000000000g 02 40 00 80 eth0",
                "20010db800000000000000000000000１ 02 40 00 80 eth0",
                "20010db8000000000000000000000001 02 81 00 80 eth0",
                "20010db8000000000000000000000001 02 -1 00 80 eth0",
                "20010db8000000000000000000000001 xx 40 00 80 eth0",
                "20010db8000000000000000000000001 02 40 00 zz eth0",
                "20010db8000000000000000000000001 fffffffff 40 00 80 eth0"
            })
    void whatIsNoSuchLineIsPassedOver(String line) {
        assertThat(IfInet6.parse(line + "\n" + GOOD + "\n" + line)).hasSize(1);
    }

    /** Seeded; a failure names its text. */
    @Test
    void noTextHoweverBrokenThrows() {
        Random random = new Random(4862);
        FuzzedText fuzzed = new FuzzedText(
                random,
                GOOD,
                GOOD,
                GOOD,
                "\n",
                "\n",
                " ",
                "\t",
                "\r",
                "20010db8000000000000000000000001",
                "02",
                "40",
                "81",
                "ff",
                "eth0",
                "-1",
                "\u0000",
                "%",
                "g",
                "00000000000000000000ffffc0000201");
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = fuzzed.next(1 + random.nextInt(12));
            try {
                List<LocalAddress> addresses = IfInet6.parse(text);
                new LocalAddresses(addresses).find(address("2001:db8::1"));
                read += addresses.size();
            } catch (RuntimeException e) {
                throw new AssertionError("if_inet6: " + FuzzedText.quoted(text), e);
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    /** The kernel's word for this machine, and the JDK's. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theFileOfThisMachineAgreesWithTheJdk() throws Exception {
        List<LocalAddress> addresses = IfInet6.parse(SystemFile.read(Path.of("/proc/net/if_inet6")));

        for (LocalAddress each : addresses) {
            NetworkInterface jdk = NetworkInterface.getByName(each.interfaceName());
            assertThat(jdk.getIndex()).isEqualTo(each.interfaceIndex());
            assertThat(jdk.getInterfaceAddresses())
                    .anyMatch(bound -> bound.getNetworkPrefixLength() == each.prefixLength()
                            && Arrays.equals(
                                    bound.getAddress().getAddress(),
                                    each.address().getAddress()));
        }
        long known = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet6Address.class::isInstance)
                .count();
        assertThat(addresses).hasSizeGreaterThanOrEqualTo((int) known);
    }

    @Test
    void anAddressOfSeveralInterfacesIsToldApartByItsScope() throws Exception {
        LocalAddresses addresses = new LocalAddresses(IfInet6.parse("""
                fe800000000000000000000000000001 03 40 20 80     eth0
                fe800000000000000000000000000001 04 40 20 a0     eth1
                """));
        byte[] bytes = address("fe80::1").getAddress();

        assertThat(addresses.find(Inet6Address.getByAddress(null, bytes, 4)).interfaceName())
                .isEqualTo("eth1");
        assertThat(addresses.find(Inet6Address.getByAddress(null, bytes, 3)).interfaceName())
                .isEqualTo("eth0");
        assertThat(addresses.find(Inet6Address.getByAddress(null, bytes, 5)).interfaceName())
                .isEqualTo("eth0");
        assertThat(addresses.find(address("fe80::2"))).isNull();
    }
}
