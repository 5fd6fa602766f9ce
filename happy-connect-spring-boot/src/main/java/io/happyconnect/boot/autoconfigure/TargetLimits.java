package io.happyconnect.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The settings that a target may have of its own, each within the limits of the property of the same name for all targets. */
final class TargetLimits {

    private static final Map<String, Function<TargetProperties, @Nullable Object>> SETTINGS = new TreeMap<>(Map.of(
            "connection-attempt-delay", TargetProperties::connectionAttemptDelay,
            "resolution-delay", TargetProperties::resolutionDelay,
            "max-concurrent-attempts", TargetProperties::maxConcurrentAttempts,
            "attempt-timeout", TargetProperties::attemptTimeout,
            "connect-timeout", TargetProperties::connectTimeout,
            "first-address-family-count", TargetProperties::firstAddressFamilyCount,
            "preferred-family", TargetProperties::preferredFamily));

    static final String TARGETS = "targets, like api.example.com or api.example.com:443, each with one or more of "
            + String.join(", ", SETTINGS.keySet());

    private TargetLimits() {}

    /**
     * The setting of a name, however it is written.
     *
     * @return its name with dashes
     */
    static Optional<String> setting(String written) {
        String uniform = written.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
        return SETTINGS.keySet().stream()
                .filter(setting -> setting.replace("-", "").equals(uniform))
                .findFirst();
    }

    /** {@return what a property below that of all targets may be} */
    static String allowed(ConfigurationPropertyName property) {
        boolean hasTarget = property.getNumberOfElements() > TargetSource.ROOT.getNumberOfElements() + 1;
        return setting(property.getLastElement(Form.ORIGINAL))
                .filter(setting -> hasTarget)
                .flatMap(setting -> PropertyLimits.allowed(PropertyLimits.PREFIX + setting))
                .orElse(TARGETS);
    }

    /** {@return the settings that cannot be} */
    static List<RefusedProperty> check(String target, TargetProperties properties, TargetSource source) {
        List<RefusedProperty> refused = new ArrayList<>();
        SETTINGS.forEach((setting, value) -> {
            Object set = value.apply(properties);
            Limit<?> limit =
                    PropertyLimits.find(PropertyLimits.PREFIX + setting).orElseThrow();
            if (set != null && !limit.allowsValue(set)) {
                ConfigurationPropertyName name = TargetSource.name(target, setting);
                ConfigurationProperty property = source.getConfigurationProperty(name);
                refused.add(
                        property == null
                                ? new RefusedProperty(name.toString(), set, limit.allowed())
                                : new RefusedProperty(
                                        name.toString(), property.getValue(), limit.allowed(), property.getOrigin()));
            }
        });
        return refused;
    }
}
