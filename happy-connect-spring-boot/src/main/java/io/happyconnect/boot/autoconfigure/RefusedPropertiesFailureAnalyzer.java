package io.happyconnect.boot.autoconfigure;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which {@code happy-connect.*} properties cannot be, where they stand and what is allowed. Goes before Spring Boot's own. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusedPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> {

    private final Environment environment;

    RefusedPropertiesFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
        RefusedPropertiesException refused = findCause(rootFailure, RefusedPropertiesException.class);
        if (refused != null) {
            return analysis(
                    refused.refused().stream().map(this::describe).collect(Collectors.joining("\n\n")), rootFailure);
        }
        BindException unbound = findCause(rootFailure, BindException.class);
        return unbound == null ? null : analyze(unbound, rootFailure);
    }

    // A value of the wrong type: it never got as far as the checks.
    private @Nullable FailureAnalysis analyze(BindException unbound, Throwable rootFailure) {
        ConfigurationProperty property =
                unbound.getProperty() == null ? find(unbound.getName().toString()) : unbound.getProperty();
        if (property == null) {
            return null;
        }
        ConfigurationPropertyName name = property.getName();
        Optional<String> allowed = TargetSource.ROOT.isAncestorOf(name)
                ? Optional.of(TargetLimits.allowed(name))
                : PropertyLimits.allowed(name.toString());
        return allowed.map(values -> analysis(
                        describe(name.toString(), property.getValue(), property.getOrigin(), values), rootFailure))
                .orElse(null);
    }

    private String describe(RefusedProperty refused) {
        ConfigurationProperty property = find(refused.property());
        return property == null
                ? describe(refused.property(), refused.value(), refused.origin(), refused.allowed())
                : describe(refused.property(), property.getValue(), property.getOrigin(), refused.allowed());
    }

    private static String describe(String name, Object value, @Nullable Origin origin, String allowed) {
        return "    Property: " + name
                + "\n    Value: \"" + RefusedProperty.withoutSecrets(name, value) + "\""
                + (origin == null ? "" : "\n    Origin: " + origin)
                + "\n    Allowed: " + allowed;
    }

    private @Nullable ConfigurationProperty find(String property) {
        if (!ConfigurationPropertyName.isValid(property)) {
            return null;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static FailureAnalysis analysis(String description, Throwable rootFailure) {
        return new FailureAnalysis(
                "Happy Connect cannot be configured like this:\n\n" + description,
                "Correct the value, or remove the property.",
                rootFailure);
    }
}
