package io.happyconnect.ssh;

import io.happyconnect.name.Target;
import java.util.List;
import org.apache.sshd.client.config.hosts.HostConfigEntry;

/**
 * A host to log in to on the way.
 *
 * @param name the name in the configuration, under which known_hosts may know it
 * @param target where its SSH server listens
 * @param user who logs in
 * @param entry what else the configuration says of it
 */
record Hop(String name, Target target, String user, HostConfigEntry entry) {

    /** What makes it the same login, so that sessions can be shared. */
    String key() {
        return user + "@" + target;
    }

    static String keyOf(List<Hop> hops) {
        return String.join(",", hops.stream().map(Hop::key).toList());
    }

    @Override
    public String toString() {
        return key();
    }
}
