package io.happyconnect.sample;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code sample.*} says.
 *
 * @param plainTimeout Time that plain {@code java.net.Socket} waits for one address.
 * @param neighbourhood The broken neighbourhood.
 */
@ConfigurationProperties("sample")
public record SampleProperties(
        @DefaultValue("3s") Duration plainTimeout,
        @DefaultValue Neighbourhood neighbourhood) {

    /**
     * What {@code sample.neighbourhood.*} says.
     *
     * @param enabled Whether to open the broken neighbourhood.
     * @param port Port that its addresses have in common, if it is free on all of them; 0 for any.
     */
    public record Neighbourhood(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("0") int port) {}
}
