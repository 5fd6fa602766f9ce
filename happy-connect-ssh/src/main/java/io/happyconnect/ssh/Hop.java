package io.happyconnect.ssh;

import io.happyconnect.name.Target;
import java.util.List;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.jspecify.annotations.Nullable;

/**
 * A host to log in to on the way.
 *
 * @param name the name in the configuration, under which known_hosts may know it
 * @param target where its SSH server listens
 * @param user who logs in
 * @param entry what else the configuration says of it
 */
record Hop(String name, Target target, String user, HostConfigEntry entry) {

    /**
     * What makes it the same login, so that a session can be shared: where, as whom, and with what of its entry SSHD logs in. The
     * other keys, the agent and known_hosts are those of the whole layer.
     *
     * @param target where the SSH server listens, under which name its key is looked up
     * @param user who logs in
     * @param identities the files of its {@code IdentityFile}, in the order in which they are tried
     * @param identitiesOnly whether no other keys are tried
     * @param identityAgent what its entry says of the agent
     */
    record Login(
            Target target,
            String user,
            List<String> identities,
            boolean identitiesOnly,
            @Nullable String identityAgent) {}

    Login login() {
        return new Login(
                target,
                user,
                List.copyOf(entry.getIdentities()),
                entry.isIdentitiesOnly(),
                entry.getProperty(HostConfigEntry.IDENTITY_AGENT));
    }

    static List<Login> logins(List<Hop> hops) {
        return hops.stream().map(Hop::login).toList();
    }

    /** {@return {@code kim@one.example.com:22,lee@two.example.com:22}: for reading, it does not tell identities apart} */
    static String describe(List<Hop> hops) {
        return String.join(",", hops.stream().map(Hop::toString).toList());
    }

    @Override
    public String toString() {
        return user + "@" + target;
    }
}
