/** What can be heard of the lookups of a {@link io.happyconnect.dns.observe.DnsListener}'s resolver and of its cache. */
@NullMarked
package io.happyconnect.dns.observe;

import org.jspecify.annotations.NullMarked;
