package io.happyconnect.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Set;
import java.util.TreeSet;

/** The options a plain socket of this machine has. Asked once, with a socket that is closed at once. */
final class SupportedOptions {

    private static final Set<SocketOption<?>> ALL = ask();

    private SupportedOptions() {}

    private static Set<SocketOption<?>> ask() {
        try (Socket socket = new Socket()) {
            return Set.copyOf(socket.supportedOptions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void check(SocketOption<?> option, Object value) {
        if (!ALL.contains(option)) {
            TreeSet<String> names = new TreeSet<>();
            ALL.forEach(known -> names.add(known.name()));
            throw new IllegalArgumentException("socket option must be one that TCP sockets of this machine have ("
                    + String.join(", ", names) + "), but is " + option.name());
        }
        if (!option.type().isInstance(value)) {
            throw new IllegalArgumentException("socket option " + option.name() + " must be of type "
                    + option.type().getSimpleName() + ", but is "
                    + value.getClass().getSimpleName());
        }
        if (value instanceof Integer number && number < 0 && !option.name().equals("SO_LINGER")) {
            throw new IllegalArgumentException(
                    "socket option " + option.name() + " must not be negative, but is " + number);
        }
    }
}
