package io.happyconnect.dns.observe;

/** What the cache had for one question. */
public enum CacheUse {

    /** The answer, positive or negative. */
    HIT("hit"),

    /** An expired answer, which was used while it is asked for anew. */
    STALE("stale"),

    /** Nothing, but the question was being asked already. */
    SHARED("shared"),

    /** Nothing. */
    MISS("miss");

    private final String text;

    CacheUse(String text) {
        this.text = text;
    }

    /** {@return the value for a metric: lower case} */
    @Override
    public String toString() {
        return text;
    }
}
