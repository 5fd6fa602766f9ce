package io.happyconnect.boot.autoconfigure;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A registry of the application, asked for when the first race runs and not before: a registry, or what it needs, may need
 * something that connects, and that would be a circle.
 */
final class LateBean<T> implements Supplier<@Nullable T> {

    private final ObjectProvider<T> registries;

    LateBean(ObjectProvider<T> registries) {
        this.registries = registries;
    }

    @Override
    public @Nullable T get() {
        try {
            return registries.getIfUnique();
        } catch (BeansException inCreation) {
            // A circle: the registry, or something it needs, connects while it is made. If it is broken, the
            // application will say so when it makes it.
            return null;
        }
    }
}
