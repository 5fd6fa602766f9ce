package io.happyconnect.ssh;

import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.route.Aliases;
import io.happyconnect.route.Below;
import io.happyconnect.route.RouteLayer;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.sshd.agent.SshAgent;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OpenSSH client configuration: a host that it mentions is reached at its {@code HostName}, and through its {@code
 * ProxyJump} over SSH.
 *
 * <pre>{@code
 * SshTunnels tunnels = SshTunnels.builder().build();
 * HappyConnector connector = HappyConnector.builder().route(tunnels).build();
 * Socket socket = connector.connect("orders-db", 5432);
 * }</pre>
 *
 * <p>{@code Host} patterns, {@code HostName}, {@code Port}, {@code User}, {@code IdentityFile}, {@code IdentitiesOnly}, {@code
 * ProxyJump} and {@code Include} count; of {@code Match} what needs no command, network or second pass. A host with a {@code
 * ProxyCommand} cannot be connected to, for the command is not run. {@code Port} is where the SSH
 * server of a host listens: it counts for jump hosts, and for a target at port 22. The files are read again when they have changed.
 *
 * <p>A jump host is connected to in a race of its own, below this layer, or through the one before it. Its key must be in
 * known_hosts, which is never written to. Logging in is done by key, from files and from an agent. A session is shared by all
 * connections through the same hosts, kept alive, and made anew when it has ended. No local port is opened. Nothing of that
 * happens before a race needs it.
 *
 * <p>Safe for any thread. To be closed after the connectors that use it: that ends the sessions and all sockets over them.
 */
public final class SshTunnels implements RouteLayer, AutoCloseable {

    /** 15 seconds between two signs of life of a session; three that stay unanswered end it. */
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(15);

    private final SshConfig config;
    private final RacedClient client;
    private final SharedSessions sessions;

    private SshTunnels(Builder builder) {
        this.config = new SshConfig(builder.configFile);
        this.client = RacedClient.create(builder.keepAlive);
        client.setServerKeyVerifier(new HostKeys(builder.knownHosts));
        Path agent = builder.agent;
        if (agent != null) {
            client.setAgentFactory(new AgentFactory(agent));
            client.getProperties().put(SshAgent.SSH_AUTHSOCKET_ENV_NAME, agent.toString());
        }
        client.start();
        this.sessions = new SharedSessions(
                new LogIn(client, new Identities(builder.identities, sshDirectory(), agent, builder.passphrases)));
    }

    private static Path sshDirectory() {
        return Path.of(System.getProperty("user.home"), ".ssh");
    }

    /** {@return a builder that starts with the files that ssh uses} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@inheritDoc} */
    @Override
    public Lookup resolve(Target target, Below below, Answers answers) {
        SshRoute route;
        try {
            route = SshRoute.of(target, config);
        } catch (IOException | RuntimeException broken) {
            UnknownHostException failure =
                    new UnknownHostException(target.host() + ": SSH configuration: " + broken.getMessage());
            failure.initCause(broken);
            answers.failed(failure);
            answers.done();
            return Lookup.ended();
        }
        if (route == null || (route.hops().isEmpty() && route.target().equals(target))) {
            return below.resolve(target, answers);
        }
        if (route.hops().isEmpty()) {
            return Aliases.from(asked -> asked.equals(target) ? List.of(route.target()) : List.of())
                    .resolve(target, below, answers);
        }
        answers.found(List.of(new TunnelCandidate(route, below, sessions)));
        answers.done();
        return Lookup.ended();
    }

    /** Ends all sessions, and with them the sockets over them; attempts fail from now on. Idempotent. */
    @Override
    public void close() {
        sessions.close();
        client.stop();
    }

    /** Collects what {@link SshTunnels} shall do. Not for use by several threads. */
    public static final class Builder {

        private Path configFile = sshDirectory().resolve("config");
        private Path knownHosts = sshDirectory().resolve("known_hosts");
        private final List<Path> identities = new ArrayList<>();
        private @Nullable Path agent = agentOfTheEnvironment();
        private Duration keepAlive = DEFAULT_KEEP_ALIVE;
        private Function<Path, @Nullable String> passphrases = file -> null;

        private Builder() {}

        private static @Nullable Path agentOfTheEnvironment() {
            String socket = System.getenv(SshAgent.SSH_AUTHSOCKET_ENV_NAME);
            return socket == null || socket.isBlank() || !Files.exists(Path.of(socket)) ? null : Path.of(socket);
        }

        /**
         * The configuration.
         *
         * @param file {@code ~/.ssh/config} by default; one that is not there mentions no host
         * @return this builder
         */
        public Builder configFile(Path file) {
            this.configFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * The keys of hosts.
         *
         * @param file {@code ~/.ssh/known_hosts} by default
         * @return this builder
         */
        public Builder knownHosts(Path file) {
            this.knownHosts = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Files with private keys to log in with, on top of what the configuration says of a host.
         *
         * @param files none by default, which means {@code id_ed25519}, {@code id_ecdsa} and {@code id_rsa} of {@code ~/.ssh}
         *     for hosts without an {@code IdentityFile}
         * @return this builder
         */
        public Builder identities(List<Path> files) {
            this.identities.clear();
            this.identities.addAll(List.copyOf(files));
            return this;
        }

        /**
         * What knows the passphrases of protected key files, those of the configuration and those given here.
         *
         * @param passphrases gives, on any thread and each time a session is made, the passphrase of a file, or {@code null} if it is not
         *     known; by default none is, and such keys come from the agent alone
         * @return this builder
         */
        public Builder passphrases(Function<Path, @Nullable String> passphrases) {
            this.passphrases = Objects.requireNonNull(passphrases, "passphrases");
            return this;
        }

        /**
         * The agent to ask for keys.
         *
         * @param socket its Unix domain socket; by default what {@code SSH_AUTH_SOCK} says, if it is there
         * @return this builder
         */
        public Builder agent(Path socket) {
            this.agent = Objects.requireNonNull(socket, "socket");
            return this;
        }

        /**
         * No agent, whatever the environment says.
         *
         * @return this builder
         */
        public Builder withoutAgent() {
            this.agent = null;
            return this;
        }

        /**
         * The time between two signs of life of a session; three that stay unanswered end it.
         *
         * @param interval 1 second to 1 hour; {@link #DEFAULT_KEEP_ALIVE} by default
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder keepAlive(Duration interval) {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("keepAlive must be 1 s to 1 h, but is " + interval);
            }
            this.keepAlive = interval;
            return this;
        }

        /** {@return the layer; to be closed} */
        public SshTunnels build() {
            return new SshTunnels(this);
        }
    }
}
