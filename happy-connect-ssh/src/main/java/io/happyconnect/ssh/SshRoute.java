package io.happyconnect.ssh;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.common.SshConstants;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenSSH client configuration makes of a target.
 *
 * @param target the real host and port
 * @param hops the jump hosts, the first to log in to first; empty for a host that is reached directly
 */
record SshRoute(Target target, List<Hop> hops) {

    private static final int MOST_HOPS = 8;

    /** {@return the route, or {@code null} for a host the configuration does not mention} */
    static @Nullable SshRoute of(Target asked, SshConfig config) throws IOException {
        HostConfigEntry entry = config.entry(asked.host());
        if (entry == null) {
            return null;
        }
        // Port says where the SSH server of the host listens, not its database.
        int port = asked.port() == SshConstants.DEFAULT_PORT ? entry.getPort() : asked.port();
        List<Hop> hops = new ArrayList<>();
        addJumps(asked.host(), entry.getProxyJump(), List.of(asked.host()), hops, config);
        return new SshRoute(target(entry.getHostName(), port, asked.host()), List.copyOf(hops));
    }

    private static Target target(String host, int port, String name) throws IOException {
        try {
            return Target.of(host, port);
        } catch (IllegalArgumentException e) {
            throw new IOException("HostName of " + name + ": " + e.getMessage(), e);
        }
    }

    // The first jump host is reached as its own entry says, each further one through the one before.
    private static void addJumps(
            String host, @Nullable String jumps, List<String> names, List<Hop> hops, SshConfig config)
            throws IOException {
        if (jumps == null || jumps.isBlank() || jumps.strip().equalsIgnoreCase("none")) {
            return;
        }
        if (jumps.strip().equals(ConfigText.COMMAND)) {
            throw new IOException("ProxyCommand of " + host + " is not run here, and without it " + host
                    + " would be reached in another way: use ProxyJump, or ProxyCommand none");
        }
        if (jumps.strip().equals(ConfigText.LEFT_OUT)) {
            throw new IOException(
                    "a Match that may be for " + host + " has a ProxyJump or ProxyCommand, but asks for more than "
                            + MatchCriteria.UNDERSTOOD + ": which way leads to " + host + " is not known here");
        }
        boolean first = true;
        for (String jump : jumps.split(",", -1)) {
            JumpSpec spec = JumpSpec.parse(jump.strip(), host);
            HostConfigEntry entry = config.entry(spec.host());
            HostConfigEntry known = entry == null ? new HostConfigEntry() : entry;
            boolean isItself = spec.host().equals(host);
            if (isItself) {
                // "Host *" with ProxyJump matches the jump host too; OpenSSH does not jump to where it is.
                return;
            }
            if (names.contains(spec.host())) {
                throw new IOException(
                        "ProxyJump leads back to itself: " + String.join(" -> ", names) + " -> " + spec.host());
            }
            if (first) {
                List<String> further = new ArrayList<>(names);
                further.add(spec.host());
                addJumps(spec.host(), known.getProxyJump(), further, hops, config);
            }
            first = false;
            hops.add(hop(spec, known));
            if (hops.size() > MOST_HOPS) {
                throw new IOException("ProxyJump of " + host + " leads through more than " + MOST_HOPS + " hosts");
            }
        }
    }

    private static Hop hop(JumpSpec spec, HostConfigEntry entry) throws IOException {
        String hostName = entry.getHostName() == null ? spec.host() : entry.getHostName();
        int configured = entry.getPort() < 1 ? SshConstants.DEFAULT_PORT : entry.getPort();
        int port = spec.port() < 1 ? configured : spec.port();
        String configuredUser = entry.getUsername() == null ? System.getProperty("user.name") : entry.getUsername();
        String user = spec.user() == null ? configuredUser : spec.user();
        return new Hop(spec.host(), target(hostName, port, spec.host()), user, entry);
    }
}
