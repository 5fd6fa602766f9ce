package io.happyconnect.testsupport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Several loopback addresses with one port in common, each behaving in its own way: what a host name with several
 * addresses leads to.
 *
 * <pre>{@code
 * try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).refusing(ipv4(2)).echoing(ipv4(3)).open()) {
 *     connect(host.addresses(), host.port());
 * }
 * }</pre>
 */
public final class LoopbackHost implements AutoCloseable {

    private static final int MOST_TRIES = 50;

    private final List<InetAddress> addresses;
    private final int port;
    private final Deque<LoopbackPort> ports;

    private LoopbackHost(List<InetAddress> addresses, int port, Deque<LoopbackPort> ports) {
        this.addresses = List.copyOf(addresses);
        this.port = port;
        this.ports = ports;
    }

    /** {@return a host without addresses} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the addresses, in the order in which they were given} */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /** {@return the port they have in common} */
    public int port() {
        return port;
    }

    /**
     * One address with the port.
     *
     * @param index which, from 0
     * @return what a socket connects to
     */
    public InetSocketAddress address(int index) {
        return new InetSocketAddress(addresses.get(index), port);
    }

    @Override
    public void close() throws IOException {
        closeAll(ports);
    }

    private static void closeAll(Deque<LoopbackPort> ports) throws IOException {
        while (!ports.isEmpty()) {
            ports.pop().close();
        }
    }

    @FunctionalInterface
    private interface Opening {
        LoopbackPort at(InetAddress address, int port) throws IOException;
    }

    private record Plan(InetAddress address, Opening opening) {}

    /** Collects the addresses of a {@link LoopbackHost}. */
    public static final class Builder {

        private final List<Plan> plans = new ArrayList<>();

        private Builder() {}

        /**
         * An address that connects and echoes.
         *
         * @param address a loopback address
         * @return this builder
         */
        public Builder echoing(InetAddress address) {
            plans.add(new Plan(address, EchoServer::new));
            return this;
        }

        /**
         * An address that refuses.
         *
         * @param address a loopback address
         * @return this builder
         */
        public Builder refusing(InetAddress address) {
            plans.add(new Plan(address, RefusingPort::new));
            return this;
        }

        /**
         * An address at which attempts hang.
         *
         * @param address a loopback address
         * @return this builder
         */
        public Builder blackHole(InetAddress address) {
            plans.add(new Plan(address, BlackHole::new));
            return this;
        }

        /**
         * Finds a port that is free on all addresses and opens it on each.
         *
         * @return the host, to be closed
         * @throws IOException if no such port is found
         */
        public LoopbackHost open() throws IOException {
            for (int tries = 1; ; tries++) {
                Deque<LoopbackPort> ports = new ArrayDeque<>();
                try {
                    int port = openAll(ports);
                    return new LoopbackHost(plans.stream().map(Plan::address).toList(), port, ports);
                } catch (BindException taken) {
                    closeAll(ports);
                    if (tries == MOST_TRIES) {
                        throw taken;
                    }
                } catch (IOException | RuntimeException e) {
                    closeAll(ports);
                    throw e;
                }
            }
        }

        // A port is free on one address and taken on the next now and then: other tests of this machine use ports as
        // well.
        private int openAll(Deque<LoopbackPort> ports) throws IOException {
            int port = 0;
            for (Plan plan : plans) {
                LoopbackPort opened = plan.opening().at(plan.address(), port);
                ports.push(opened);
                if (port == 0) {
                    port = opened.address().getPort();
                }
            }
            return port;
        }
    }
}
