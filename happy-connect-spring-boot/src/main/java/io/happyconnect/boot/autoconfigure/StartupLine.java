package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.resolve.AddressFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Says in one line at INFO what was configured and for whom, by the names of the beans. Makes no bean for it. */
final class StartupLine implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog("io.happyconnect");

    private final ConfigurableListableBeanFactory beans;
    private final Setup setup;

    StartupLine(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
        this.setup = new Setup(beans);
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (LOG.isInfoEnabled()) {
            LOG.info(line());
        }
    }

    private String line() {
        List<String> parts = new ArrayList<>();
        for (String connector : setup.names(HappyConnector.class)) {
            parts.add(connector + settings(connector) + users(connector));
        }
        addIfAny(parts, "other settings for ", targets());
        addIfAny(parts, "resolved by ", setup.resolvers());
        addIfAny(parts, "reached through ", setup.routes());
        addIfAny(parts, "filtered by ", filters());
        addIfAny(parts, "heard by ", setup.names(RaceListener.class));
        addIfAny(parts, "shown by ", shownBy());
        return "Happy Connect: " + String.join("; ", parts);
    }

    private List<String> filters() {
        List<String> filters = new ArrayList<>();
        setup.made(HappyConnectProperties.class)
                .flatMap(properties -> AddressRules.policy(properties.addressFilter()).stream())
                .forEach(policy -> filters.add("happy-connect.address-filter (" + policy + ")"));
        filters.addAll(setup.names(AddressFilter.class));
        return filters;
    }

    // A lazy one is not made for the sake of a line.
    private String settings(String connector) {
        return beans.containsSingleton(connector) ? " = " + beans.getSingleton(connector) : "";
    }

    private String users(String connector) {
        String users =
                Arrays.stream(beans.getDependentBeans(connector)).sorted().collect(Collectors.joining(", "));
        return users.isEmpty() ? ", used by nobody yet" : ", used by " + users;
    }

    private List<String> targets() {
        return Setup.first(setup.made(TargetOptions.class)
                .flatMap(options -> options.targets().stream())
                .toList());
    }

    private List<String> shownBy() {
        return List.of("happyConnectHealthIndicator", "happyConnectEndpoint").stream()
                .filter(beans::containsBean)
                .toList();
    }

    private static void addIfAny(List<String> parts, String words, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(words + String.join(", ", names));
        }
    }
}
