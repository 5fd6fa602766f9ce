package io.happyconnect.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelDevicesTest {

    @TempDir
    private Path directory;

    private void device(String name, String type) throws IOException {
        Files.createDirectories(directory.resolve(name));
        Files.writeString(directory.resolve(name).resolve("type"), type + "\n");
    }

    /** linux/if_arp.h. */
    @ParameterizedTest
    @CsvSource({
        "768, true",
        "769, true",
        "776, true",
        "1, false",
        "772, false",
        "778, false",
        "65534, false",
        "'', false"
    })
    void theTypeOfTheDeviceDecides(String type, boolean isTunnel) throws Exception {
        device("dev0", type);

        assertThat(new TunnelDevices(directory).contain("dev0", 2)).isEqualTo(isTunnel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "", "..", "../dev0", "/etc", "a/b", "\u0000"})
    void whatIsNoDeviceIsNoTunnel(String name) {
        assertThat(new TunnelDevices(directory).contain(name, 2)).isFalse();
    }

    @Test
    void loopbackIsNoTunnel() {
        assertThat(TunnelDevices.SYSTEM.contain("lo", 1)).isFalse();
    }

    @Test
    void anInterfaceKeepsItsTypeAndAnotherOneHasAnotherIndexOrName() throws Exception {
        device("dev0", "1");
        device("dev1", "776");
        TunnelDevices devices = new TunnelDevices(directory);
        assertThat(devices.contain("dev0", 2)).isFalse();

        device("dev0", "776");

        assertThat(devices.contain("dev0", 2)).isFalse();
        assertThat(devices.contain("dev0", 3)).isTrue();
        assertThat(devices.contain("dev1", 2)).isTrue();
    }

    @Test
    void whatCouldNotBeReadIsReadAgain() throws Exception {
        TunnelDevices devices = new TunnelDevices(directory);
        assertThat(devices.contain("dev0", 2)).isFalse();

        device("dev0", "776");

        assertThat(devices.contain("dev0", 2)).isTrue();
    }

    @Test
    void anInterfaceWithoutAnIndexIsReadEachTime() throws Exception {
        TunnelDevices devices = new TunnelDevices(directory);
        device("dev0", "776");
        assertThat(devices.contain("dev0", 0)).isTrue();

        device("dev0", "1");

        assertThat(devices.contain("dev0", 0)).isFalse();
    }

    @Test
    void afterAThousandInterfacesTheFirstIsForgotten() throws Exception {
        TunnelDevices devices = new TunnelDevices(directory);
        device("dev0", "776");
        for (int index = 1; index <= TunnelDevices.MAX_KNOWN; index++) {
            assertThat(devices.contain("dev0", index)).isTrue();
        }
        device("dev0", "1");
        assertThat(devices.contain("dev0", 1)).isTrue();

        assertThat(devices.contain("dev0", TunnelDevices.MAX_KNOWN + 1)).isFalse();

        assertThat(devices.contain("dev0", 1)).isFalse();
    }
}
