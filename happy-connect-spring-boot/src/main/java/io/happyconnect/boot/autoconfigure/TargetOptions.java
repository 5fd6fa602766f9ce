package io.happyconnect.boot.autoconfigure;

import io.happyconnect.ConnectOptions;
import io.happyconnect.name.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/** What {@code happy-connect.targets} says about a target: that of its host and port, and where this is silent that of its host. */
final class TargetOptions implements Function<Target, ConnectOptions> {

    private final Map<NamedTarget, ConnectOptions> options = new HashMap<>();

    TargetOptions(Map<NamedTarget, TargetProperties> targets) {
        targets.forEach((target, properties) -> options.put(target, properties.options()));
        targets.keySet().stream()
                .filter(target -> target.port() != null)
                .forEach(target ->
                        options.computeIfPresent(target, (key, ofThePort) -> ofThePort.over(ofTheHost(target.host()))));
    }

    /**
     * Reads the properties.
     *
     * @throws RefusedPropertiesException if they cannot be
     */
    static TargetOptions of(Environment environment) {
        TargetSource source = new TargetSource(ConfigurationPropertySources.get(environment));
        Map<String, TargetProperties> bound = new Binder(
                        List.of(source), new PropertySourcesPlaceholdersResolver(environment))
                .bind(TargetSource.ROOT, Bindable.mapOf(String.class, TargetProperties.class))
                .orElse(Map.of());
        List<RefusedProperty> refused = new ArrayList<>(source.refused());
        bound.forEach((target, properties) -> refused.addAll(TargetLimits.check(target, properties, source)));
        if (!refused.isEmpty()) {
            throw new RefusedPropertiesException(refused);
        }
        Map<NamedTarget, TargetProperties> targets = new HashMap<>();
        bound.forEach((target, properties) -> targets.put(NamedTarget.parse(target), properties));
        return new TargetOptions(targets);
    }

    boolean isEmpty() {
        return options.isEmpty();
    }

    /** {@return the targets, as the properties name them} */
    List<String> targets() {
        return options.keySet().stream().map(NamedTarget::toString).sorted().toList();
    }

    @Override
    public ConnectOptions apply(Target target) {
        ConnectOptions ofThePort = options.get(new NamedTarget(target.host(), target.port()));
        return ofThePort == null ? ofTheHost(target.host()) : ofThePort;
    }

    private ConnectOptions ofTheHost(String host) {
        return options.getOrDefault(new NamedTarget(host, null), ConnectOptions.defaults());
    }
}
