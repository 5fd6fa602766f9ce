package io.happyconnect.boot.metrics;

/**
 * How many series of their own metrics may have, over all connectors together.
 *
 * @param maxTargets the first so many targets have their own, all later ones share {@code _other}; at least 0
 * @param maxAddresses the same for addresses
 * @param perAddress whether there are meters by address at all
 */
public record MetricsLimits(int maxTargets, int maxAddresses, boolean perAddress) {

    Places places() {
        return new Places(new Quota(maxTargets), perAddress ? new Quota(maxAddresses) : null);
    }
}
