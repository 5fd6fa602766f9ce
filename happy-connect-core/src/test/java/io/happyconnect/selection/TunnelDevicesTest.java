package io.happyconnect.selection;

import static org.assertj.core.api.Assertions.assertThat;

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
        Files.createDirectory(directory.resolve("dev0"));
        Files.writeString(directory.resolve("dev0/type"), type + "\n");

        assertThat(new TunnelDevices(directory).contain("dev0")).isEqualTo(isTunnel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "", "..", "../dev0", "/etc", "a/b", "\u0000"})
    void whatIsNoDeviceIsNoTunnel(String name) {
        assertThat(new TunnelDevices(directory).contain(name)).isFalse();
    }

    @Test
    void loopbackIsNoTunnel() {
        assertThat(new TunnelDevices().contain("lo")).isFalse();
    }
}
