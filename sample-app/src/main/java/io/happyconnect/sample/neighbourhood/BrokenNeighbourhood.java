package io.happyconnect.sample.neighbourhood;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * One name with three addresses on this machine, of which the first says nothing, the second refuses and the third is well.
 * It needs neither root nor internet, but an operating system that has all of 127.0.0.0/8, as Linux does.
 *
 * <p>Behind many a name on the internet it looks like this for a while: a machine is down, another one restarts, a firewall
 * or a broken IPv6 tunnel swallows packets.
 */
public final class BrokenNeighbourhood implements AutoCloseable {

    /** The name. The top-level domain is reserved for examples, so that it can be nobody's. */
    public static final String NAME = "broken.example";

    private static final int ANY_PORT = 0;
    private static final int MOST_TRIES = 20;

    private final BlackHole silent;
    private final RefusingPort refusing;
    private final GreetingServer well;
    private final int port;

    private BrokenNeighbourhood(int wantedPort) throws IOException {
        silent = new BlackHole(at(Address.SILENT, wantedPort));
        port = silent.port();
        try {
            refusing = new RefusingPort(at(Address.REFUSING, port));
        } catch (IOException e) {
            silent.close();
            throw e;
        }
        try {
            well = new GreetingServer(at(Address.WELL, port));
        } catch (IOException e) {
            refusing.close();
            silent.close();
            throw e;
        }
    }

    /**
     * Opens it.
     *
     * @param wantedPort the port of all three addresses; if it is taken on one of them, any that is not
     * @return the neighbourhood
     * @throws IOException if this machine cannot have one
     */
    static BrokenNeighbourhood open(int wantedPort) throws IOException {
        int port = wantedPort;
        for (int tries = 1; ; tries++) {
            try {
                return new BrokenNeighbourhood(port);
            } catch (BindException taken) {
                if (tries == MOST_TRIES) {
                    throw taken;
                }
                port = ANY_PORT;
            }
        }
    }

    private static InetSocketAddress at(Address address, int port) {
        return new InetSocketAddress(address.inetAddress(), port);
    }

    /** {@return the name and the port} */
    public Target target() {
        return Target.of(NAME, port);
    }

    /** {@return the URL of the greeting} */
    public HttpUrl url() {
        return HttpUrl.get("http://" + target() + "/");
    }

    /** {@return the addresses in the order in which a resolver gives them, the worst first} */
    public List<InetAddress> addresses() {
        return Address.all();
    }

    @Override
    public void close() throws IOException {
        well.close();
        refusing.close();
        silent.close();
    }
}
