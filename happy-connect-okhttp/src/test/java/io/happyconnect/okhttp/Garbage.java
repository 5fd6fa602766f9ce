package io.happyconnect.okhttp;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/** What nobody can reach any more. */
final class Garbage {

    private Garbage() {}

    /** Collects until an object made for the purpose has gone the whole way. */
    static void collect() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        for (int rounds = 0; rounds < 2; rounds++) {
            PhantomReference<Object> probe = new PhantomReference<>(new Object(), queue);
            do {
                System.gc();
            } while (!isEnqueued(queue, probe));
        }
    }

    private static boolean isEnqueued(ReferenceQueue<Object> queue, PhantomReference<Object> probe) {
        try {
            return queue.remove(50) == probe;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
