package io.happyconnect.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code happy-connect.ssh.*} says. Needs happy-connect-ssh on the class path.
 *
 * @param enabled Whether to look hosts up in an OpenSSH client configuration, and to reach those that ask for it through their
 *     jump hosts. Needs happy-connect-ssh.
 * @param configFile OpenSSH client configuration. It is read again when it has changed.
 * @param knownHosts File with the keys of hosts. A jump host whose key is not in it is not logged in to.
 * @param identities Comma-separated list of files with private keys, on top of what the configuration says of a host. The usual
 *     files of ~/.ssh unless set.
 * @param passphrase Passphrase of the files with private keys that have one, those of the configuration too.
 * @param agent Unix domain socket of an SSH agent. What SSH_AUTH_SOCK says unless set; empty for none.
 * @param keepAlive Time between two signs of life of a session. Three that stay unanswered end it.
 */
record SshProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("~/.ssh/config") String configFile,
        @DefaultValue("~/.ssh/known_hosts") String knownHosts,
        @DefaultValue List<String> identities,
        @Nullable String passphrase,
        @Nullable String agent,
        @DefaultValue("15s") Duration keepAlive) {

    SshProperties {
        identities = List.copyOf(identities);
    }

    /** {@return what is no secret} */
    @Override
    public String toString() {
        return "ssh " + (enabled ? "on, by " + configFile : "off");
    }

    /** A path as people write it. */
    static Path path(String text) {
        return Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
    }
}
