package io.happyconnect;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;

/** An option that was set when there was no socket to set it on. */
sealed interface SocketSetting {

    /** {@return the option; a later setting of the same option replaces this one} */
    Object option();

    /** Sets it on the sockets of all attempts of a race before they connect, if that is possible. */
    ConnectOptions addTo(ConnectOptions options);

    /** {@return whether it must be set on the winner as well} */
    boolean isForWinner();

    /** Sets it on a socket. */
    void applyTo(Socket socket) throws IOException;

    /** Set by {@link Socket#setOption}. */
    record Named<T>(SocketOption<T> option, T value) implements SocketSetting {

        @Override
        public ConnectOptions addTo(ConnectOptions options) {
            return options.withSocketOption(option, value);
        }

        // Only so that it stays behind an earlier setTrafficClass.
        @Override
        public boolean isForWinner() {
            return option.equals(StandardSocketOptions.IP_TOS);
        }

        @Override
        public void applyTo(Socket socket) throws IOException {
            socket.setOption(option, value);
        }
    }

    /** Set by a method of its own, such as {@link Socket#setTcpNoDelay}. */
    record Classic(ClassicOption option, Object value) implements SocketSetting {

        @Override
        public ConnectOptions addTo(ConnectOptions options) {
            return option.addTo(options, value);
        }

        @Override
        public boolean isForWinner() {
            return option.isForWinner();
        }

        @Override
        public void applyTo(Socket socket) throws IOException {
            option.set(socket, value);
        }
    }
}
