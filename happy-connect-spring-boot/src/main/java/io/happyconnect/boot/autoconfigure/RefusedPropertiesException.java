package io.happyconnect.boot.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

/** Stops the start of an application whose {@code happy-connect.*} properties cannot be, and says everything that is wrong. */
final class RefusedPropertiesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<RefusedProperty> refused;

    RefusedPropertiesException(List<RefusedProperty> refused) {
        super(refused.stream().map(RefusedProperty::toString).collect(Collectors.joining("; ")));
        this.refused = List.copyOf(refused);
    }

    List<RefusedProperty> refused() {
        return refused;
    }
}
