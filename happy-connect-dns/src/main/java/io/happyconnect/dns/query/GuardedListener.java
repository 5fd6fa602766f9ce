package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.dns.observe.LookupReport;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/** Hands on every event to everybody and lets nothing come back. */
final class GuardedListener implements DnsListener {

    private static final System.Logger LOGGER = System.getLogger(GuardedListener.class.getName());

    private final List<DnsListener> listeners;

    GuardedListener(List<DnsListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void lookedUp(LookupReport report) {
        each(listener -> listener.lookedUp(report));
    }

    @Override
    public void cacheUsed(CacheUse use) {
        each(listener -> listener.cacheUsed(use));
    }

    @Override
    public void evicted() {
        each(DnsListener::evicted);
    }

    private void each(Consumer<DnsListener> event) {
        for (int i = 0; i < listeners.size(); i++) {
            try {
                event.accept(listeners.get(i));
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "a DnsListener threw an exception, which is ignored", e);
            }
        }
    }
}
