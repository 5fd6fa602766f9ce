package io.happyconnect.selection;

import io.happyconnect.order.PolicyTable;
import java.util.function.Supplier;

/** Where the policy table comes from. Safe for any thread. */
@FunctionalInterface
interface HostPolicy {

    /** The table as it is now. Asked by each view of the host, twice a second at most; {@code ipv6} is this host's addresses. */
    PolicyTable now(Supplier<LocalAddresses> ipv6);
}
