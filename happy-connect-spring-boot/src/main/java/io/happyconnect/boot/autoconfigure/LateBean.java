package io.happyconnect.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A registry of the application, taken when somebody else has made it, or when all beans are made: a registry, or what it
 * needs, may need something that connects, and that would be a circle.
 *
 * <p>{@link #get()} is called by threads that others wait for, while the one that makes the beans has them locked. So it
 * makes nothing and takes no lock.
 */
final class LateBean<T> implements Supplier<@Nullable T>, SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final Class<T> type;
    private final @Nullable String candidate;
    private volatile @Nullable T known;

    LateBean(ConfigurableListableBeanFactory beans, Class<T> type) {
        this.beans = beans;
        this.type = type;
        this.candidate = candidate(beans, type);
    }

    private static @Nullable String candidate(ConfigurableListableBeanFactory beans, Class<?> type) {
        List<String> names = Arrays.asList(beans.getBeanNamesForType(type, true, false));
        List<String> chosen = names.size() == 1
                ? names
                : names.stream()
                        .filter(beans::containsBeanDefinition)
                        .filter(name -> beans.getBeanDefinition(name).isPrimary())
                        .toList();
        return chosen.size() == 1 ? chosen.get(0) : null;
    }

    @Override
    public @Nullable T get() {
        T found = known;
        if (found == null && candidate != null && beans.containsSingleton(candidate)) {
            Object made = beans.getSingleton(candidate);
            if (type.isInstance(made)) {
                found = type.cast(made);
                known = found;
            }
        }
        return found;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            known = beans.getBeanProvider(type).getIfUnique();
        } catch (BeansException broken) {
            // A lazy one that cannot be made; the application will say so when it makes it.
            known = null;
        }
    }
}
