package io.happyconnect.drive;

import io.happyconnect.candidate.AddressFamily;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every attempt's socket gets before it connects: options and a local address of its family. Immutable.
 *
 * <p>Options are set before the connect because some (buffer sizes, the traffic class) only count then.
 */
public final class SocketSettings {

    /** No options, any local address. */
    public static final SocketSettings NONE = new SocketSettings(Map.of(), List.of());

    private final Map<SocketOption<?>, Object> options;
    private final List<InetSocketAddress> localAddresses;

    private SocketSettings(Map<SocketOption<?>, Object> options, List<InetSocketAddress> localAddresses) {
        this.options = options;
        this.localAddresses = localAddresses;
    }

    /**
     * With one option more, or another value for it.
     *
     * @param name the option
     * @param value its value
     * @param <T> the type of the value
     * @return new settings
     * @throws IllegalArgumentException if TCP sockets of this machine do not have the option, or not with this value
     */
    public <T> SocketSettings with(SocketOption<T> name, T value) {
        SupportedOptions.check(name, value);
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(options);
        more.put(name, value);
        return new SocketSettings(Collections.unmodifiableMap(more), localAddresses);
    }

    /**
     * With these local addresses instead; the first of an attempt's family is bound to.
     *
     * @param addresses addresses and ports (0 for any)
     * @return new settings
     */
    public SocketSettings withLocalAddresses(List<InetSocketAddress> addresses) {
        return new SocketSettings(options, List.copyOf(addresses));
    }

    /**
     * These settings on top of others: options of both, these winning; these local addresses if there are any.
     *
     * @param below the settings that count where these say nothing
     * @return new settings
     */
    public SocketSettings over(SocketSettings below) {
        if (this == NONE || below == NONE) {
            return this == NONE ? below : this;
        }
        Map<SocketOption<?>, Object> merged = new LinkedHashMap<>(below.options);
        merged.putAll(options);
        return new SocketSettings(
                Collections.unmodifiableMap(merged), localAddresses.isEmpty() ? below.localAddresses : localAddresses);
    }

    /**
     * Whether attempts of a family can be bound as asked. A wildcard address restricts nothing.
     *
     * @param family the family of an attempt
     * @return false if there are local addresses, and all are of the other family
     */
    public boolean allows(AddressFamily family) {
        return localAddresses.isEmpty() || localAddress(family) != null;
    }

    private @Nullable InetSocketAddress localAddress(AddressFamily family) {
        for (InetSocketAddress local : localAddresses) {
            InetAddress address = local.getAddress();
            if (address.isAnyLocalAddress() || AddressFamily.of(address) == family) {
                return local;
            }
        }
        return null;
    }

    void applyTo(Socket socket, AddressFamily family) throws IOException {
        if (this == NONE) {
            return;
        }
        for (Map.Entry<SocketOption<?>, Object> option : options.entrySet()) {
            set(socket, option.getKey(), option.getValue());
        }
        InetSocketAddress local = localAddress(family);
        if (local != null) {
            // A wildcard of the wrong family would make the socket one of that family.
            socket.bind(local.getAddress().isAnyLocalAddress() ? new InetSocketAddress(local.getPort()) : local);
        }
    }

    /** The same for a channel of a family, which lacks an option here and there. */
    void applyTo(SocketChannel channel, AddressFamily family) throws IOException {
        if (this == NONE) {
            return;
        }
        for (Map.Entry<SocketOption<?>, Object> option : options.entrySet()) {
            if (channel.supportedOptions().contains(option.getKey())) {
                set(channel, option.getKey(), option.getValue());
            }
        }
        InetSocketAddress local = localAddress(family);
        if (local != null) {
            channel.bind(local.getAddress().isAnyLocalAddress() ? wildcard(family, local.getPort()) : local);
        }
    }

    private static InetSocketAddress wildcard(AddressFamily family, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[family == AddressFamily.IPV4 ? 4 : 16]), port);
    }

    @SuppressWarnings("unchecked")
    private static <T> void set(SocketChannel channel, SocketOption<?> name, Object value) throws IOException {
        channel.setOption((SocketOption<T>) name, (T) value);
    }

    @SuppressWarnings("unchecked")
    private static <T> void set(Socket socket, SocketOption<?> name, Object value) throws IOException {
        socket.setOption((SocketOption<T>) name, (T) value);
    }
}
