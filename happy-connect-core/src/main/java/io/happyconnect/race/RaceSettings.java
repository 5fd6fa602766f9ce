package io.happyconnect.race;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.order.Interleaving;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The knobs of a race. Immutable; the defaults are those of RFC 8305 §8.
 *
 * <p>Connection attempt delay, attempt timeout and the deadline of the whole race are three different things: the delay
 * starts the next attempt and never ends one.
 */
public final class RaceSettings {

    /** 250 ms, RFC 8305 §8 "Connection Attempt Delay". */
    public static final Duration DEFAULT_CONNECTION_ATTEMPT_DELAY = Duration.ofMillis(250);

    /** 10 ms: RFC 8305 §5, the delay "MUST NOT" be less. Also the floor between two attempts after a failure. */
    public static final Duration MINIMUM_CONNECTION_ATTEMPT_DELAY = Duration.ofMillis(10);

    /** 50 ms, RFC 8305 §8 "Resolution Delay". */
    public static final Duration DEFAULT_RESOLUTION_DELAY = Duration.ofMillis(50);

    /** The longest delay or timeout that is accepted: one day, far above any sense and far below any overflow. */
    public static final Duration MAXIMUM_DURATION = Duration.ofDays(1);

    private static final RaceSettings DEFAULTS = builder().build();

    private final long connectionAttemptDelayNanos;
    private final long resolutionDelayNanos;
    private final long attemptTimeoutNanos;
    private final int maxConcurrentAttempts;
    private final @Nullable AddressFamily preferredFamily;
    private final @Nullable AddressFamily awaitedFamily;
    private final int firstAddressFamilyCount;
    private final AddressOrder addressOrder;
    private final Interleaving interleaving;

    private RaceSettings(Builder builder) {
        this.connectionAttemptDelayNanos = builder.connectionAttemptDelay.toNanos();
        this.resolutionDelayNanos = builder.resolutionDelay.toNanos();
        this.attemptTimeoutNanos = builder.attemptTimeout == null ? Long.MAX_VALUE : builder.attemptTimeout.toNanos();
        this.maxConcurrentAttempts = builder.maxConcurrentAttempts;
        this.preferredFamily = builder.preferredFamily;
        this.awaitedFamily = builder.awaitedFamily;
        this.firstAddressFamilyCount = builder.firstAddressFamilyCount;
        this.addressOrder = builder.addressOrder;
        this.interleaving = new Interleaving(preferredFamily, firstAddressFamilyCount);
    }

    /** {@return the defaults of RFC 8305} */
    public static RaceSettings defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts with these settings} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.connectionAttemptDelay = connectionAttemptDelay();
        builder.resolutionDelay = resolutionDelay();
        builder.attemptTimeout = attemptTimeout();
        builder.maxConcurrentAttempts = maxConcurrentAttempts;
        builder.preferredFamily = preferredFamily;
        builder.awaitedFamily = awaitedFamily;
        builder.firstAddressFamilyCount = firstAddressFamilyCount;
        builder.addressOrder = addressOrder;
        return builder;
    }

    /** {@return how long after one attempt the next one starts when nothing failed} */
    public Duration connectionAttemptDelay() {
        return Duration.ofNanos(connectionAttemptDelayNanos);
    }

    /** {@return how long an address of another family waits for an answer of the preferred one} */
    public Duration resolutionDelay() {
        return Duration.ofNanos(resolutionDelayNanos);
    }

    /** {@return after how long a single attempt is given up; {@code null} for never} */
    public @Nullable Duration attemptTimeout() {
        return attemptTimeoutNanos == Long.MAX_VALUE ? null : Duration.ofNanos(attemptTimeoutNanos);
    }

    /** {@return how many attempts may run at once; {@link Integer#MAX_VALUE} for no limit} */
    public int maxConcurrentAttempts() {
        return maxConcurrentAttempts;
    }

    /** {@return the family that goes first; {@code null} for the family of the first candidate in the order} */
    public @Nullable AddressFamily preferredFamily() {
        return preferredFamily;
    }

    /** {@return the family whose answer the other waits for: the preferred one unless set; {@code null} for no wait} */
    public @Nullable AddressFamily awaitedFamily() {
        return awaitedFamily == null ? preferredFamily : awaitedFamily;
    }

    /** {@return how many candidates of the first family go in a row at the head} */
    public int firstAddressFamilyCount() {
        return firstAddressFamilyCount;
    }

    /** {@return the order of candidates, before families are interleaved} */
    public AddressOrder addressOrder() {
        return addressOrder;
    }

    Interleaving interleaving() {
        return interleaving;
    }

    long connectionAttemptDelayNanos() {
        return connectionAttemptDelayNanos;
    }

    long resolutionDelayNanos() {
        return resolutionDelayNanos;
    }

    long attemptTimeoutNanos() {
        return attemptTimeoutNanos;
    }

    @Override
    public String toString() {
        return "attempt delay " + connectionAttemptDelay().toMillis() + " ms, resolution delay "
                + resolutionDelay().toMillis() + " ms, "
                + (maxConcurrentAttempts == Integer.MAX_VALUE
                        ? "no limit of attempts"
                        : "at most " + maxConcurrentAttempts + " attempts at once");
    }

    /** Collects {@link RaceSettings}; every setter checks its argument. Not for use by several threads. */
    public static final class Builder {

        private Duration connectionAttemptDelay = DEFAULT_CONNECTION_ATTEMPT_DELAY;
        private Duration resolutionDelay = DEFAULT_RESOLUTION_DELAY;
        private @Nullable Duration attemptTimeout;
        private int maxConcurrentAttempts = Integer.MAX_VALUE;
        private @Nullable AddressFamily preferredFamily;
        private @Nullable AddressFamily awaitedFamily;
        private int firstAddressFamilyCount = Interleaving.DEFAULT_FIRST_ADDRESS_FAMILY_COUNT;
        private AddressOrder addressOrder = AddressOrder.asResolved();

        private Builder() {}

        /**
         * The connection attempt delay, also called stagger delay.
         *
         * @param delay 10 ms to 1 day; 250 ms by default (RFC 8305 §8)
         * @return this builder
         * @throws IllegalArgumentException if the delay is out of range
         */
        public Builder connectionAttemptDelay(Duration delay) {
            this.connectionAttemptDelay = within("connectionAttemptDelay", delay, MINIMUM_CONNECTION_ATTEMPT_DELAY);
            return this;
        }

        /**
         * The resolution delay.
         *
         * @param delay 0 to 1 day; 50 ms by default (RFC 8305 §8)
         * @return this builder
         * @throws IllegalArgumentException if the delay is out of range
         */
        public Builder resolutionDelay(Duration delay) {
            this.resolutionDelay = within("resolutionDelay", delay, Duration.ZERO);
            return this;
        }

        /**
         * After how long a single attempt is given up. Not needed for a race to go on: the next attempt starts after the
         * connection attempt delay anyway.
         *
         * @param timeout 10 ms to 1 day, or {@code null} for never, the default
         * @return this builder
         * @throws IllegalArgumentException if the timeout is out of range
         */
        public Builder attemptTimeout(@Nullable Duration timeout) {
            this.attemptTimeout = timeout == null ? null : within("attemptTimeout", timeout, Duration.ofMillis(10));
            return this;
        }

        /**
         * How many attempts may run at once. At the limit the next attempt waits until one ends; none is evicted.
         *
         * @param attempts at least 1; no limit by default
         * @return this builder
         * @throws IllegalArgumentException if below 1
         */
        public Builder maxConcurrentAttempts(int attempts) {
            if (attempts < 1) {
                throw new IllegalArgumentException("maxConcurrentAttempts must be at least 1, but is " + attempts);
            }
            this.maxConcurrentAttempts = attempts;
            return this;
        }

        /**
         * The family that goes first, and for whose answer the other waits a resolution delay unless {@link #awaitedFamily} says
         * otherwise.
         *
         * @param family a family, or {@code null} for the family of the first candidate in the order, RFC 8305 §4
         * @return this builder
         */
        public Builder preferredFamily(@Nullable AddressFamily family) {
            this.preferredFamily = family;
            return this;
        }

        /**
         * The family for whose answer the other waits a resolution delay. Which family goes first is known only once both have
         * answered, if the order of their addresses decides it; which one to wait for must be known before.
         *
         * @param family a family, or {@code null} for the preferred one, the default; nobody waits if that is null as well
         * @return this builder
         */
        public Builder awaitedFamily(@Nullable AddressFamily family) {
            this.awaitedFamily = family;
            return this;
        }

        /**
         * RFC 8305's First Address Family Count.
         *
         * @param count at least 1, the default
         * @return this builder
         * @throws IllegalArgumentException if below 1
         */
        public Builder firstAddressFamilyCount(int count) {
            new Interleaving(null, count);
            this.firstAddressFamilyCount = count;
            return this;
        }

        /**
         * The order of candidates. Families are interleaved afterwards.
         *
         * @param order a pure function; the resolver's order by default
         * @return this builder
         */
        public Builder addressOrder(AddressOrder order) {
            this.addressOrder = Objects.requireNonNull(order, "addressOrder");
            return this;
        }

        /** {@return the settings} */
        public RaceSettings build() {
            return new RaceSettings(this);
        }

        private static Duration within(String name, Duration value, Duration minimum) {
            Objects.requireNonNull(value, name);
            if (value.compareTo(minimum) < 0 || value.compareTo(MAXIMUM_DURATION) > 0) {
                throw new IllegalArgumentException(
                        name + " must be " + minimum.toMillis() + " ms to 1 day, but is " + value);
            }
            return value;
        }
    }
}
