package io.happyconnect.dns.query;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/** One message on its way to a server, and whatever comes back. On the thread of the loop. */
abstract class Exchange implements Loop.Receiver {

    final Loop loop;
    final Message query;
    private final Consumer<Reply> onReply;
    private final Consumer<String> onFailure;
    private @Nullable SelectableChannel channel;

    Exchange(Loop loop, Message query, Consumer<Reply> onReply, Consumer<String> onFailure) {
        this.loop = loop;
        this.query = query;
        this.onReply = onReply;
        this.onFailure = onFailure;
    }

    /** Sends, and tells a failure if even that cannot be done. */
    final void begin() {
        try {
            channel = send();
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    abstract SelectableChannel send() throws IOException;

    /** Takes the bytes for the reply if they are one; returns whether they were. */
    final boolean take(byte[] bytes) {
        Reply reply = Wire.replyTo(query, bytes);
        if (reply == null) {
            return false;
        }
        close();
        onReply.accept(reply);
        return true;
    }

    final void fail(Throwable why) {
        close();
        String message = why.getMessage();
        onFailure.accept(message == null ? why.getClass().getSimpleName() : message);
    }

    /** Nobody waits for it any more. */
    final void close() {
        SelectableChannel open = channel;
        channel = null;
        if (open != null) {
            close(open);
        }
    }

    final boolean isOpen() {
        return channel != null;
    }

    static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
    }
}
