package io.happyconnect.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jspecify.annotations.Nullable;

/** The private keys to log in with: those of the configuration, then those given in code, then the usual ones. */
final class Identities {

    private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final List<Path> given;
    private final Path directory;
    private final @Nullable Path agent;

    /**
     * What there is.
     *
     * @param given files that hold for every host
     * @param directory where the usual files are
     * @param agent the socket of an agent, which SSHD asks by itself
     */
    Identities(List<Path> given, Path directory, @Nullable Path agent) {
        this.given = List.copyOf(given);
        this.directory = directory;
        this.agent = agent;
    }

    KeyIdentityProvider of(Hop hop) {
        return KeyIdentityProvider.wrapKeyPairs(new FileKeyPairProvider(files(hop)).loadKeys(null));
    }

    String describe(Hop hop) {
        List<Path> files = files(hop);
        String keys = files.isEmpty()
                ? "no key"
                : "the keys of " + files.stream().map(Identities::describe).toList();
        return agent == null ? keys : keys + " and the agent at " + agent;
    }

    // Only after a failure, so that reading the file once more does not matter.
    private static String describe(Path file) {
        try {
            if (new FileKeyPairProvider(file).loadKeys(null).iterator().hasNext()) {
                return file.toString();
            }
        } catch (RuntimeException unreadable) {
            // As below.
        }
        return file + " (unreadable: for a key with a passphrase use an agent)";
    }

    private List<Path> files(Hop hop) {
        List<Path> files = new ArrayList<>();
        hop.entry().getIdentities().forEach(identity -> files.add(Path.of(identity)));
        files.addAll(given);
        if (files.isEmpty()) {
            USUAL.forEach(name -> files.add(directory.resolve(name)));
        }
        return files.stream().filter(Files::isRegularFile).distinct().toList();
    }
}
