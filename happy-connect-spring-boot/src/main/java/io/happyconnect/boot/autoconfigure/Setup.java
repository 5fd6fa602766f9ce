package io.happyconnect.boot.autoconfigure;

import io.happyconnect.resolve.Resolver;
import io.happyconnect.route.RouteLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * What connects, what finds addresses and what leads elsewhere, in words, by the names of beans and properties. Makes no bean: one
 * that is not made may be broken, and the user of it shall hear that.
 */
final class Setup {

    private static final int MOST_NAMED = 5;

    private final ConfigurableListableBeanFactory beans;

    Setup(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** HTTP clients that connect through a connector. */
    List<String> clients() {
        List<String> clients = new ArrayList<>();
        if (beans.containsBean("happyConnectOkHttp")) {
            clients.add("OkHttp");
        }
        if (beans.containsBean("happyConnectClientHttpRequestFactoryBuilder")) {
            clients.add("RestClient");
        }
        return clients;
    }

    /** What the properties say, which is asked first, then beans by their names. */
    List<String> resolvers() {
        List<String> resolvers = new ArrayList<>();
        made(HappyConnectProperties.class)
                .filter(properties -> !properties.hosts().isEmpty())
                .forEach(properties -> resolvers.add("happy-connect.hosts"));
        names(Resolver.class).forEach(name -> resolvers.add(withType(name)));
        return resolvers;
    }

    /** From top to bottom, as {@link ConnectorProperties} puts them on top of each other; beans by their names. */
    List<String> routes() {
        List<HappyConnectProperties> properties =
                made(HappyConnectProperties.class).toList();
        List<String> routes = new ArrayList<>();
        for (HappyConnectProperties each : properties) {
            addIfAny(routes, "aliases ", each.aliases().keySet());
            addIfAny(routes, "Unix domain sockets ", each.unixSockets().keySet());
        }
        names(RouteLayer.class).forEach(name -> routes.add(withType(name)));
        properties.forEach(each -> each.proxy().inWords().ifPresent(routes::add));
        return routes;
    }

    private static void addIfAny(List<String> routes, String words, Collection<String> names) {
        if (!names.isEmpty()) {
            routes.add(words + String.join(", ", first(names.stream().sorted().toList())));
        }
    }

    /** The first few of many names, and the number of the others. */
    static List<String> first(List<String> all) {
        if (all.size() <= MOST_NAMED) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_NAMED));
        first.add((all.size() - MOST_NAMED) + " more");
        return first;
    }

    // The name of ours is the same whatever it is: SystemResolver or DnsResolver. That of a lambda says nothing.
    private String withType(String name) {
        Object made = beans.containsSingleton(name) ? beans.getSingleton(name) : null;
        if (made == null || made.getClass().isHidden() || made.getClass().isAnonymousClass()) {
            return name;
        }
        return name + " (" + made.getClass().getSimpleName() + ")";
    }

    <T> Stream<T> made(Class<T> type) {
        return names(type).stream().filter(beans::containsSingleton).map(name -> beans.getBean(name, type));
    }

    List<String> names(Class<?> type) {
        return Arrays.stream(beans.getBeanNamesForType(type, true, false))
                .sorted()
                .toList();
    }
}
