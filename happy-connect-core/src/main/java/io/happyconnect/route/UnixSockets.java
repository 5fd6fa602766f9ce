package io.happyconnect.route;

import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Names that stand for Unix domain sockets of this machine, as local proxies and sidecars have them. For channels
 * ({@code connectChannel}, {@code connectAsync}): the JDK has no plain socket of that kind.
 *
 * <pre>{@code
 * HappyConnector.builder().route(UnixSockets.of(Map.of("docker", "unix:/var/run/docker.sock")))
 * }</pre>
 *
 * <p>{@link Aliases} take such sockets as well; here a name needs no port and stands for one alone. The port that is asked for
 * plays no part, nor do socket options and local addresses. Below {@link Aliases}, a name that stands
 * for such a name and for hosts races all of them.
 */
public final class UnixSockets implements RouteLayer {

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    private final Map<String, UnixSocketCandidate> sockets;

    private UnixSockets(Map<String, UnixSocketCandidate> sockets) {
        this.sockets = Map.copyOf(sockets);
    }

    /**
     * A table of sockets.
     *
     * @param table names, and for each the socket it stands for: {@code unix:} and an absolute path
     * @return the layer
     * @throws IllegalArgumentException if a name cannot be, is an address or stands there twice, or if something is no such path;
     *     the message names it
     */
    public static UnixSockets of(Map<String, String> table) {
        Objects.requireNonNull(table, "table");
        Map<String, UnixSocketCandidate> sockets = new HashMap<>();
        table.forEach((name, socket) -> {
            Target target = Target.of(name, ANY_PORT);
            if (target.isLiteral()) {
                throw new IllegalArgumentException("'" + target.host() + "' is an address: allowed are names");
            }
            if (sockets.putIfAbsent(target.host(), candidate(target.host(), socket)) != null) {
                throw new IllegalArgumentException("'" + target.host() + "' is there twice");
            }
        });
        return new UnixSockets(sockets);
    }

    private static UnixSocketCandidate candidate(String name, String socket) {
        try {
            return Target.parse(socket)
                    .unixSocket()
                    .map(UnixSocketCandidate::new)
                    .orElseThrow(() -> new IllegalArgumentException("it is a host and a port"));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "socket of '" + name + "' is '" + socket + "': allowed is unix: and an absolute path ("
                            + refused.getMessage() + ")",
                    refused);
        }
    }

    /** {@inheritDoc} */
    @Override
    public Lookup resolve(Target target, Below below, Answers answers) {
        UnixSocketCandidate known = sockets.get(target.host());
        if (known == null) {
            return below.resolve(target, answers);
        }
        answers.found(List.of(known));
        answers.done();
        return Lookup.ended();
    }
}
