package io.happyconnect.resolve;

import java.net.InetAddress;

/** Two filters of which both must accept. A record, because connections are shared by equal filters. */
record BothFilters(AddressFilter first, AddressFilter second) implements AddressFilter {

    @Override
    public boolean accepts(InetAddress address) {
        return first.accepts(address) && second.accepts(address);
    }

    @Override
    public String describe(InetAddress address) {
        return first.accepts(address) ? second.describe(address) : first.describe(address);
    }
}
