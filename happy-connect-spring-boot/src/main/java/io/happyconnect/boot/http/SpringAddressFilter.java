package io.happyconnect.boot.http;

import io.happyconnect.resolve.AddressFilter;
import java.net.InetAddress;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * A filter of Spring Boot as one of ours, equal to another of the same: connections are shared by that.
 *
 * @param filter the filter
 */
public record SpringAddressFilter(InetAddressFilter filter) implements AddressFilter {

    @Override
    public boolean accepts(InetAddress address) {
        return filter.matches(address);
    }

    @Override
    public String describe(InetAddress address) {
        return "the InetAddressFilter of this application";
    }
}
