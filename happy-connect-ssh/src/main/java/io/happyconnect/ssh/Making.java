package io.happyconnect.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What has to be undone if a session is not wanted before it is made. */
final class Making {

    private final List<Runnable> undos = new ArrayList<>(); // guarded by this
    private boolean cancelled; // guarded by this

    /** From now on a cancel does this as well; it has happened already if this throws. */
    void onCancel(Runnable undo) throws IOException {
        synchronized (this) {
            if (!cancelled) {
                undos.add(undo);
                return;
            }
        }
        undo.run();
        throw new IOException("Attempt cancelled");
    }

    void cancel() {
        List<Runnable> all;
        synchronized (this) {
            cancelled = true;
            all = List.copyOf(undos);
            undos.clear();
        }
        all.forEach(Runnable::run);
    }
}
