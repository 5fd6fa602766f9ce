package io.happyconnect;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/**
 * Connects {@link SocketChannel}s, for those who do their own I/O: blocking, or with a future. The races are the same as those of
 * {@link HappyConnector#connect(Target, ConnectOptions)}: the same settings, listeners, reports and exceptions.
 *
 * <p>What is different about channels:
 *
 * <ul>
 *   <li>An interrupt of a thread that reads from or writes to a channel closes it, for everybody; so does an interrupt that is
 *       merely pending. A plain socket does not mind.
 *   <li>They are in blocking mode and registered with no selector.
 *   <li>They do not use the SOCKS proxy of the system properties; the JDK's channels never do.
 *   <li>A socket option that plain sockets have and channels lack is not set.
 *   <li>A {@link io.happyconnect.candidate.DialableCandidate} brings a socket of its own, which cannot be had as a channel: its
 *       attempt fails at once, and the race goes on with the next candidate. Except for a {@link
 *       io.happyconnect.candidate.UnixSocketCandidate}, which is the other way round.
 * </ul>
 *
 * <p>All races of a connector share one selector thread, which is started when a race has to wait for something and ends when it
 * has had nothing to do for a minute. It runs no listener, callback, resolver or order.
 */
public sealed interface ChannelConnector permits HappyConnector {

    /**
     * Connects to a port of a host.
     *
     * @param host a name, an internationalized name, or an IPv4 or IPv6 literal with or without brackets
     * @param port 1 to 65535
     * @return a connected channel, in blocking mode
     * @throws IllegalArgumentException if host or port cannot be, before any I/O
     * @throws ConnectFailedException if no address connected
     * @throws ConnectTimeoutException if the connect timeout passed
     * @throws UnresolvedTargetException if the name has no usable addresses
     * @throws ConnectCancelledException if the thread was interrupted (the flag stays set) or the connector closed
     * @throws IOException no other kind than these four, each of them a {@link ConnectFailure}
     */
    default SocketChannel connectChannel(String host, int port) throws IOException {
        return connectChannel(Target.of(host, port));
    }

    /**
     * Connects to a service of a host.
     *
     * @param host as in {@link #connectChannel(String, int)}
     * @param service a service name such as {@code https} or {@code postgresql}, or a port in digits
     * @return a connected channel, in blocking mode
     * @throws IllegalArgumentException if host or service cannot be, before any I/O
     * @throws IOException as in {@link #connectChannel(String, int)}
     */
    default SocketChannel connectChannel(String host, String service) throws IOException {
        return connectChannel(Target.of(host, service));
    }

    /**
     * Connects to a target.
     *
     * @param target what to connect to, here also a {@linkplain Target#unix Unix domain socket}
     * @return a connected channel, in blocking mode
     * @throws IOException as in {@link #connectChannel(String, int)}
     */
    default SocketChannel connectChannel(Target target) throws IOException {
        return connectChannel(target, ConnectOptions.defaults());
    }

    /**
     * Connects to a target, with options for this connect alone. Blocks until the race is over; an interrupt, a
     * {@link Cancellation} and {@link HappyConnector#close()} end it promptly. The first attempt is made by the calling thread, which also
     * calls the listeners: one that blocks holds this call, beyond its deadline if need be, while the race goes on and ends without it.
     *
     * @param target what to connect to
     * @param options what to do otherwise than this connector
     * @return a connected channel, in blocking mode
     * @throws IOException as in {@link #connectChannel(String, int)}
     */
    default SocketChannel connectChannel(Target target, ConnectOptions options) throws IOException {
        return raceChannel(target, options).channel();
    }

    /**
     * Connects like {@link #connectChannel(Target, ConnectOptions)}, for callers that want to know how the race was won as well;
     * how one was lost, the exception tells.
     *
     * @param target what to connect to
     * @param options what to do otherwise than this connector
     * @return the channel and the report
     * @throws IOException as in {@link #connectChannel(String, int)}
     */
    WonChannelRace raceChannel(Target target, ConnectOptions options) throws IOException;

    /**
     * Connects to a port of a host without blocking.
     *
     * @param host a name, an internationalized name, or an IPv4 or IPv6 literal with or without brackets
     * @param port 1 to 65535
     * @return as {@link #connectAsync(Target, ConnectOptions)}
     * @throws IllegalArgumentException if host or port cannot be, before any I/O
     */
    default CompletableFuture<SocketChannel> connectAsync(String host, int port) {
        return connectAsync(Target.of(host, port));
    }

    /**
     * Connects to a service of a host without blocking.
     *
     * @param host as in {@link #connectAsync(String, int)}
     * @param service a service name such as {@code https} or {@code postgresql}, or a port in digits
     * @return as {@link #connectAsync(Target, ConnectOptions)}
     * @throws IllegalArgumentException if host or service cannot be, before any I/O
     */
    default CompletableFuture<SocketChannel> connectAsync(String host, String service) {
        return connectAsync(Target.of(host, service));
    }

    /**
     * Connects to a target without blocking.
     *
     * @param target what to connect to
     * @return as {@link #connectAsync(Target, ConnectOptions)}
     */
    default CompletableFuture<SocketChannel> connectAsync(Target target) {
        return connectAsync(target, ConnectOptions.defaults());
    }

    /**
     * Connects to a target without blocking, with options for this connect alone. The calling thread asks the resolver and, if that
     * answers at once, sends the first packet; everything else happens elsewhere. Any number of races may run at once; they need a
     * descriptor for each running attempt, and no thread.
     *
     * <p>The future fails with what {@link #connectChannel(String, int)} throws. Cancelling it, or completing it in any other way
     * (a timeout of the future included), cancels the race, and a channel that nobody gets is closed. Whatever depends on it runs on
     * the {@linkplain HappyConnectorBuilder#callbackExecutor executor for callbacks}, and so do listeners, which have heard the end
     * of the race before the future is completed.
     *
     * @param target what to connect to
     * @param options what to do otherwise than this connector
     * @return a connected channel, in blocking mode
     */
    CompletableFuture<SocketChannel> connectAsync(Target target, ConnectOptions options);

    /**
     * Connects like {@link #connectAsync(Target, ConnectOptions)}, for callers that want to know how the race was won as well.
     *
     * @param target what to connect to
     * @param options what to do otherwise than this connector
     * @return the channel and the report
     */
    CompletableFuture<WonChannelRace> raceAsync(Target target, ConnectOptions options);
}
