package io.happyconnect.ssh;

import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.forward.PortForwardingEventListener;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** An SSH server on a loopback address that lets some keys in and connects to whatever it is asked for. */
final class EmbeddedSshd implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey;
    private final Set<PublicKey> mayLogIn = ConcurrentHashMap.newKeySet();
    final Set<PublicKey> keys = ConcurrentHashMap.newKeySet();
    final List<String> users = new CopyOnWriteArrayList<>();
    final AtomicInteger sessions = new AtomicInteger();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean refusesChannels;

    EmbeddedSshd() throws Exception {
        this(Loopback.ipv4(1), 0, KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256));
    }

    EmbeddedSshd(InetAddress address, int port, KeyPair hostKey) throws IOException {
        this.hostKey = hostKey;
        server.setHost(address.getHostAddress());
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> {
            boolean known = mayLogIn.stream().anyMatch(each -> KeyUtils.compareKeys(each, key));
            if (known) {
                keys.add(key);
            }
            if (known && !users.contains(user)) {
                users.add(user);
            }
            return known;
        });
        server.setForwardingFilter(new AcceptAllForwardingFilter() {
            @Override
            protected boolean checkAcceptance(String request, Session session, SshdSocketAddress target) {
                asked.add(target.getHostName() + ":" + target.getPort());
                return !refusesChannels;
            }
        });
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) {
                    sessions.incrementAndGet();
                }
            }
        });
        server.addPortForwardingEventListener(PortForwardingEventListener.EMPTY);
        server.start();
    }

    EmbeddedSshd letsIn(PublicKey key) {
        mayLogIn.add(key);
        return this;
    }

    KeyPair hostKey() {
        return hostKey;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getHost(), server.getPort());
    }

    /** The line by which known_hosts knows it under a name. */
    String knownAs(String name) {
        return "[" + name + "]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** Everything that is connected is cut off. */
    void kill() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
