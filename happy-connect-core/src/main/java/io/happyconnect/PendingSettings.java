package io.happyconnect;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a socket that does not exist yet.
 *
 * <p>What only the kernel knows, such as default buffer sizes and what it makes of a value, is asked of a plain socket that
 * lives for the question. Not for use by several threads.
 */
final class PendingSettings {

    /** In the order in which they were last set; a handful, often only one. */
    private final List<SocketSetting> settings = new ArrayList<>(2);

    /** What the winner must be given; {@code null} before the race, when that is not decided. */
    private @Nullable List<SocketSetting> forWinner;

    void keep(SocketSetting setting) {
        settings.removeIf(earlier -> earlier.option().equals(setting.option()));
        settings.add(setting);
        if (forWinner != null) {
            forWinner.add(setting);
        }
    }

    /** Gives them to a race. What is kept from now on comes too late for its attempts, and is for the winner. */
    ConnectOptions addTo(ConnectOptions options) {
        List<SocketSetting> remaining = new ArrayList<>(1);
        ConnectOptions complete = options;
        for (SocketSetting setting : settings) {
            complete = setting.addTo(complete);
            if (setting.isForWinner()) {
                remaining.add(setting);
            }
        }
        forWinner = remaining;
        return complete;
    }

    /** Gives the winner what its attempt was not given. */
    void completeOn(Socket winner) throws IOException {
        if (forWinner != null) {
            for (SocketSetting setting : forWinner) {
                setting.applyTo(winner);
            }
        }
    }

    Object get(ClassicOption option) throws IOException {
        if (option == ClassicOption.TIMEOUT) {
            // The kernel has no part in this one, which clients set and read for every connection.
            return timeout();
        }
        try (Socket plain = newPlainSocket()) {
            return option.get(plain);
        }
    }

    private Object timeout() {
        for (SocketSetting setting : settings) {
            if (setting instanceof SocketSetting.Classic classic && classic.option() == ClassicOption.TIMEOUT) {
                return classic.value();
            }
        }
        return 0;
    }

    <T> T get(SocketOption<T> option) throws IOException {
        try (Socket plain = newPlainSocket()) {
            return plain.getOption(option);
        }
    }

    /** Throws what a plain socket throws if it does not support the option or the value. */
    static <T> void check(SocketOption<T> option, T value) throws IOException {
        try (Socket plain = new Socket()) {
            plain.setOption(option, value);
        }
    }

    static Set<SocketOption<?>> supported() {
        try (Socket plain = new Socket()) {
            return plain.supportedOptions();
        } catch (IOException cannotClose) {
            return Set.of();
        }
    }

    /** {@return a plain socket with all settings, to be closed} */
    Socket newPlainSocket() throws IOException {
        Socket socket = new Socket();
        try {
            for (SocketSetting setting : settings) {
                setting.applyTo(socket);
            }
            return socket;
        } catch (IOException | RuntimeException | Error failure) {
            socket.close();
            throw failure;
        }
    }
}
