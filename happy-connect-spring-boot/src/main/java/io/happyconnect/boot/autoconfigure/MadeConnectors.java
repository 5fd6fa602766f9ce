package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The connectors of the application that are made already. Like {@link LateBean} it is asked by threads that others wait for, so it
 * makes none and takes no lock.
 */
final class MadeConnectors implements Supplier<Stream<HappyConnector>> {

    private final ConfigurableListableBeanFactory beans;
    private final List<String> names;

    MadeConnectors(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
        this.names = List.of(beans.getBeanNamesForType(HappyConnector.class, false, false));
    }

    @Override
    public Stream<HappyConnector> get() {
        return names.stream()
                .filter(beans::containsSingleton)
                .map(beans::getSingleton)
                .filter(HappyConnector.class::isInstance)
                .map(HappyConnector.class::cast);
    }
}
