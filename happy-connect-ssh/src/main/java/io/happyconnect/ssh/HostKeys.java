package io.happyconnect.ssh;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.jspecify.annotations.Nullable;

/** Lets nobody through whose key known_hosts does not have, and notes on the session what was wrong. Never writes to the file. */
final class HostKeys extends KnownHostsServerKeyVerifier {

    /** A session that has ended forgets what was noted on it; its connection does not. */
    private static final AttributeKey<String> REFUSAL = new AttributeKey<>();

    HostKeys(Path file) {
        super(RejectAllServerKeyVerifier.INSTANCE, file);
    }

    /** {@return why a session was refused, in words that follow the name of the host; {@code null} if it was not} */
    static @Nullable String refusal(ClientSession session) {
        return (String) session.getIoSession().getAttribute(REFUSAL);
    }

    private static void refuse(ClientSession session, String why) {
        session.getIoSession().setAttribute(REFUSAL, why);
    }

    @Override
    protected boolean acceptUnknownHostKey(ClientSession session, SocketAddress remote, PublicKey key) {
        refuse(
                session,
                "its host key is unknown: " + describe(key) + " is not in " + getPath()
                        + "; if it is the right one, add it there (ssh-keyscan shows the line)");
        return false;
    }

    @Override
    public boolean acceptModifiedServerKey(
            ClientSession session, SocketAddress remote, KnownHostEntry entry, PublicKey expected, PublicKey actual) {
        refuse(
                session,
                "its host key has changed, somebody may be listening in: it shows " + describe(actual) + ", not "
                        + describe(expected) + " as " + getPath() + " has it");
        return false;
    }

    @Override
    protected void handleRevokedKey(ClientSession session, SocketAddress remote, PublicKey key) {
        refuse(session, "its host key is revoked: " + describe(key) + " in " + getPath());
    }

    private static String describe(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    }
}
