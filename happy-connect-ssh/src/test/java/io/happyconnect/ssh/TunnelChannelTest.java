package io.happyconnect.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.name.Target;
import org.junit.jupiter.api.Test;

/** What a channel does without a session. */
class TunnelChannelTest {

    @Test
    void whatHasArrivedIsReadEvenIfTheWindowCannotBeGivenBack() throws Exception {
        TunnelChannel channel = new TunnelChannel(Target.of("db.example.com", 5432));
        channel.doWriteData(new byte[] {1, 2, 3}, 0, 3);
        byte[] read = new byte[8];
        assertThat(channel.read(read, 0, 2, 0)).isEqualTo(2);
        assertThat(channel.read(read, 2, 6, 0)).isEqualTo(1);
        assertThat(read).startsWith(1, 2, 3);
    }
}
