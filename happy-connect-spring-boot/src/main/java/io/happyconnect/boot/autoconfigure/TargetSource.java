package io.happyconnect.boot.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * {@code happy-connect.targets.*} of other sources, with every target in brackets.
 *
 * <p>Spring Boot ends the key of a map at its first dot unless it is written in brackets, and leaves out in silence what it
 * does not understand then. Everybody writes {@code api.example.com} without them, and here it means what it says.
 */
final class TargetSource implements IterableConfigurationPropertySource {

    static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("happy-connect.targets");

    private static final Pattern WRITTEN = Pattern.compile("[^.\\[]+\\.[^.\\[]+\\.?(?<key>.+)\\.(?<setting>[^.\\]]+)");

    private final Map<ConfigurationPropertyName, ConfigurationProperty> properties = new LinkedHashMap<>();
    private final List<RefusedProperty> refused = new ArrayList<>();

    TargetSource(Iterable<ConfigurationPropertySource> sources) {
        for (ConfigurationPropertySource source : sources) {
            if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> plain
                    && !(plain instanceof SystemEnvironmentPropertySource)) {
                addAll(plain);
            } else if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(ROOT::isAncestorOf).forEach(name -> add(name, iterable));
            }
        }
    }

    // By the names as they are written: those of configuration properties have lost the colon before a port.
    private void addAll(EnumerablePropertySource<?> source) {
        for (String written : source.getPropertyNames()) {
            Object value = source.getProperty(written);
            Matcher parts = WRITTEN.matcher(written);
            if (value == null || !ROOT.isAncestorOf(ConfigurationPropertyName.adapt(written, '.'))) {
                continue;
            }
            Origin origin = PropertySourceOrigin.get(source, written);
            if (parts.matches()) {
                add(unbracketed(parts.group("key")), parts.group("setting"), written, value, origin);
            } else {
                refused.add(new RefusedProperty(written, value, TargetLimits.TARGETS, origin));
            }
        }
    }

    private static String unbracketed(String key) {
        return key.startsWith("[") && key.endsWith("]") ? key.substring(1, key.length() - 1) : key;
    }

    private void add(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property != null) {
            int setting = name.getNumberOfElements() - 1;
            String key = IntStream.range(ROOT.getNumberOfElements(), setting)
                    .mapToObj(i -> name.getElement(i, Form.ORIGINAL))
                    .collect(Collectors.joining("."));
            add(
                    key,
                    name.getElement(setting, Form.ORIGINAL),
                    name.toString(),
                    property.getValue(),
                    property.getOrigin());
        }
    }

    private void add(String key, String setting, String written, Object value, @Nullable Origin origin) {
        Optional<String> known = TargetLimits.setting(setting);
        if (key.isEmpty() || known.isEmpty()) {
            refused.add(new RefusedProperty(written, value, TargetLimits.TARGETS, origin));
            return;
        }
        try {
            ConfigurationPropertyName name = name(NamedTarget.parse(key).toString(), known.get());
            properties.putIfAbsent(name, new ConfigurationProperty(name, value, origin));
        } catch (IllegalArgumentException e) {
            String allowed = TargetLimits.TARGETS + " (" + e.getMessage() + ")";
            refused.add(new RefusedProperty(written, value, allowed, origin));
        }
    }

    /** {@return the name of a setting, its target in brackets} */
    static ConfigurationPropertyName name(String target, String setting) {
        return ROOT.append("[" + target + "]").append(setting);
    }

    /** {@return what is neither a target nor a setting of one} */
    List<RefusedProperty> refused() {
        return refused;
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
        return properties.get(name);
    }

    @Override
    public Stream<ConfigurationPropertyName> stream() {
        return properties.keySet().stream();
    }
}
