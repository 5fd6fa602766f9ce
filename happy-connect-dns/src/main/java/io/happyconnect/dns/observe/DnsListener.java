package io.happyconnect.dns.observe;

/**
 * Hears what a resolver does, for metrics and logs. Called on the thread that connects or on the one that all lookups
 * share, so it must be safe for any thread and must not block; what it throws is logged and goes nowhere.
 */
public interface DnsListener {

    /** Hears nothing. */
    DnsListener NONE = new DnsListener() {};

    /**
     * A question that was put to servers has ended.
     *
     * @param report what became of it
     */
    default void lookedUp(LookupReport report) {}

    /**
     * The cache was asked; once for each question a lookup needs.
     *
     * @param use what it had
     */
    default void cacheUsed(CacheUse use) {}

    /** An answer that was still good had to make room for another. */
    default void evicted() {}
}
