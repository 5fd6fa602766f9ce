package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Aliases;
import io.happyconnect.route.RouteLayer;
import io.happyconnect.route.UnixSockets;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Hands the properties on to a builder of connectors. */
final class ConnectorProperties {

    private ConnectorProperties() {}

    static void apply(HappyConnectProperties properties, HappyConnectorBuilder builder) {
        builder.name(properties.name())
                .connectionAttemptDelay(properties.connectionAttemptDelay())
                .resolutionDelay(properties.resolutionDelay())
                .connectTimeout(properties.connectTimeout())
                .firstAddressFamilyCount(properties.firstAddressFamilyCount())
                .addressOrder(properties.addressOrder().order());
        if (properties.maxConcurrentAttempts() != null) {
            builder.maxConcurrentAttempts(properties.maxConcurrentAttempts());
        }
        if (properties.maxSocketsInFlight() != null) {
            builder.maxSocketsInFlight(properties.maxSocketsInFlight());
        }
        if (properties.attemptTimeout() != null) {
            builder.attemptTimeout(properties.attemptTimeout());
        }
        if (properties.preferredFamily() != null) {
            builder.preferredFamily(properties.preferredFamily());
        }
        if (!properties.localAddresses().isEmpty()) {
            builder.localAddresses(
                    properties.localAddresses().stream().map(IpLiteral::parse).toArray(InetAddress[]::new));
        }
        AddressRules.policy(properties.addressFilter()).ifPresent(builder::addressFilter);
        apply(properties.socket(), builder);
    }

    /** Aliases on top, then Unix domain sockets, the layers of the application and of other modules, proxies at the bottom. */
    static void route(HappyConnectProperties properties, List<RouteLayer> layers, HappyConnectorBuilder builder) {
        if (!properties.aliases().isEmpty()) {
            builder.route(Aliases.of(properties.aliases()));
        }
        if (!properties.unixSockets().isEmpty()) {
            builder.route(UnixSockets.of(properties.unixSockets()));
        }
        layers.forEach(builder::route);
        properties.proxy().layer().ifPresent(builder::route);
    }

    private static void apply(HappyConnectProperties.Socket socket, HappyConnectorBuilder builder) {
        if (socket.tcpNoDelay() != null) {
            builder.socketOption(StandardSocketOptions.TCP_NODELAY, socket.tcpNoDelay());
        }
        if (socket.keepAlive() != null) {
            builder.socketOption(StandardSocketOptions.SO_KEEPALIVE, socket.keepAlive());
        }
        if (socket.sendBufferSize() != null) {
            builder.socketOption(StandardSocketOptions.SO_SNDBUF, bytes(socket.sendBufferSize()));
        }
        if (socket.receiveBufferSize() != null) {
            builder.socketOption(StandardSocketOptions.SO_RCVBUF, bytes(socket.receiveBufferSize()));
        }
    }

    private static int bytes(DataSize size) {
        return Math.toIntExact(size.toBytes());
    }

    /** The static hosts, then the resolvers in the order of their beans. */
    static Resolver resolver(HappyConnectProperties properties, List<Resolver> resolvers) {
        List<Resolver> chain = new ArrayList<>(resolvers);
        if (!properties.hosts().isEmpty()) {
            chain.add(0, StaticHosts.ofLiterals(properties.hosts()));
        }
        return chain.size() == 1 ? chain.get(0) : Resolver.chain(chain.toArray(Resolver[]::new));
    }
}
