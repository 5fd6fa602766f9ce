package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.dns.observe.LookupReport;
import java.lang.System.Logger.Level;

/** Hands on every event and lets nothing come back. */
final class GuardedListener implements DnsListener {

    private static final System.Logger LOGGER = System.getLogger(GuardedListener.class.getName());

    private final DnsListener listener;

    GuardedListener(DnsListener listener) {
        this.listener = listener;
    }

    @Override
    public void lookedUp(LookupReport report) {
        guard(() -> listener.lookedUp(report));
    }

    @Override
    public void cacheUsed(CacheUse use) {
        guard(() -> listener.cacheUsed(use));
    }

    @Override
    public void evicted() {
        guard(listener::evicted);
    }

    private static void guard(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "a DnsListener threw an exception, which is ignored", e);
        }
    }
}
