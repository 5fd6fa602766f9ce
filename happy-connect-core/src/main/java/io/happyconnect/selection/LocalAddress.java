package io.happyconnect.selection;

import io.happyconnect.order.SourceAddress.Trait;
import java.net.InetAddress;
import java.util.Set;

/**
 * An address of this host, and what the system says about it.
 *
 * @param address the address
 * @param prefixLength the length of the prefix of its link
 * @param interfaceIndex the index of its interface, 0 if unknown
 * @param interfaceName the name of its interface
 * @param traits what rules 3 and 4 ask for
 */
record LocalAddress(
        InetAddress address, int prefixLength, int interfaceIndex, String interfaceName, Set<Trait> traits) {}
