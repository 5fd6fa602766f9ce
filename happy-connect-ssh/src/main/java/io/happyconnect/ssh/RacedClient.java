package io.happyconnect.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** SSHD's client over sockets that are connected already. */
final class RacedClient extends SshClient {

    /** A writer waits as long as the other side likes, as with any socket. */
    private static final Duration FOREVER = Duration.ofDays(365);

    /** As OpenSSH's ServerAliveCountMax. */
    private static final int MOST_UNANSWERED = 3;

    static RacedClient create(Duration keepAlive) {
        RacedClient client =
                (RacedClient) ClientBuilder.builder().factory(RacedClient::new).build(true);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        // Nobody on the other side may open connections back to us.
        client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, FOREVER);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, keepAlive);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, MOST_UNANSWERED);
        CoreModuleProperties.PREFERRED_AUTHS.set(client, "publickey");
        return client;
    }

    /** Begins a session on a socket. The address is the hop's name: nothing is looked up. */
    ConnectFuture attach(Socket socket, Hop hop, KeyIdentityProvider keys) throws IOException {
        InetSocketAddress address = InetSocketAddress.createUnresolved(
                hop.target().host(), hop.target().port());
        return doConnect(
                hop.user(),
                address,
                AttributeRepository.ofKeyValuePair(SocketConnector.SOCKET, socket),
                null,
                keys,
                hop.entry());
    }

    @Override
    protected IoConnector createConnector() {
        return new SocketConnector(getSessionFactory());
    }
}
