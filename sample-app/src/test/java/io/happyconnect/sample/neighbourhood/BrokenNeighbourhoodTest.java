package io.happyconnect.sample.neighbourhood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

@LeaksNothing
class BrokenNeighbourhoodTest {

    private static void connect(BrokenNeighbourhood neighbourhood, int house) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            neighbourhood.addresses().get(house),
                            neighbourhood.target().port()),
                    300);
        }
    }

    @Test
    void oneIsSilentOneRefusesAndOneIsWell() throws IOException {
        try (BrokenNeighbourhood neighbourhood = BrokenNeighbourhood.open(0)) {
            assertThatThrownBy(() -> connect(neighbourhood, 0)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> connect(neighbourhood, 1)).isExactlyInstanceOf(ConnectException.class);
            connect(neighbourhood, 2);
        }
    }

    @Test
    void takesTheWantedPortIfItIsFree() throws IOException {
        int port;
        try (BrokenNeighbourhood neighbourhood = BrokenNeighbourhood.open(0)) {
            port = neighbourhood.target().port();
        }
        try (BrokenNeighbourhood neighbourhood = BrokenNeighbourhood.open(port)) {
            assertThat(neighbourhood.target().port()).isEqualTo(port);
        }
    }

    @Test
    void takesAnotherPortIfTheWantedOneIsTaken() throws IOException {
        try (BrokenNeighbourhood first = BrokenNeighbourhood.open(0);
                BrokenNeighbourhood second =
                        BrokenNeighbourhood.open(first.target().port())) {
            assertThat(second.target().port()).isNotEqualTo(first.target().port());
        }
    }
}
