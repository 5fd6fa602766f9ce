package io.happyconnect.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The registry of the application, asked for when the first race runs and not before: a registry, or one of its filters, may
 * need something that connects, and that would be a circle.
 */
final class LateRegistry implements Supplier<@Nullable MeterRegistry> {

    private final ObjectProvider<MeterRegistry> registries;

    LateRegistry(ObjectProvider<MeterRegistry> registries) {
        this.registries = registries;
    }

    @Override
    public @Nullable MeterRegistry get() {
        try {
            return registries.getIfUnique();
        } catch (BeansException inCreation) {
            // A circle: the registry, or something it needs, connects while it is made. If it is broken, the
            // application
            // will say so when it makes it.
            return null;
        }
    }
}
