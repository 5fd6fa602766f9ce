package io.happyconnect.resolve;

import java.net.InetAddress;
import java.util.Objects;

/** No restriction, and nothing to add to another filter. */
enum AcceptAll implements AddressFilter {
    FILTER;

    @Override
    public boolean accepts(InetAddress address) {
        return true;
    }

    @Override
    public AddressFilter and(AddressFilter other) {
        return Objects.requireNonNull(other, "other");
    }

    @Override
    public String toString() {
        return "accepts all";
    }
}
