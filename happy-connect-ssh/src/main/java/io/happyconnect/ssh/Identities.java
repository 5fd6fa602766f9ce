package io.happyconnect.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jspecify.annotations.Nullable;

/** The private keys to log in with: those of the configuration, then those given in code, then the usual ones. */
final class Identities {

    private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final List<Path> given;
    private final Path directory;
    private final @Nullable Path agent;
    private final Function<Path, @Nullable String> passphrases;

    /**
     * What there is.
     *
     * @param given files that hold for every host
     * @param directory where the usual files are
     * @param agent the socket of an agent, which SSHD asks by itself
     * @param passphrases gives the passphrase of a file
     */
    Identities(List<Path> given, Path directory, @Nullable Path agent, Function<Path, @Nullable String> passphrases) {
        this.passphrases = passphrases;
        this.given = List.copyOf(given);
        this.directory = directory;
        this.agent = agent;
    }

    KeyIdentityProvider of(Hop hop) {
        return KeyIdentityProvider.wrapKeyPairs(keys(files(hop)).loadKeys(null));
    }

    private FileKeyPairProvider keys(List<Path> files) {
        FileKeyPairProvider keys = new FileKeyPairProvider(files);
        keys.setPasswordFinder((session, file, retry) -> passphrases.apply(Path.of(file.getName())));
        return keys;
    }

    String describe(Hop hop) {
        List<Path> files = files(hop);
        String keys = files.isEmpty()
                ? "no key"
                : "the keys of " + files.stream().map(this::describe).toList();
        return agent == null ? keys : keys + " and the agent at " + agent;
    }

    // Only after a failure, so that reading the file once more does not matter.
    private String describe(Path file) {
        try {
            if (keys(List.of(file)).loadKeys(null).iterator().hasNext()) {
                return file.toString();
            }
        } catch (RuntimeException unreadable) {
            // As below.
        }
        return file + " (unreadable: a key with a passphrase needs that passphrase, or an agent)";
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
