package io.happyconnect.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * A property with a value that cannot be.
 *
 * @param property its full name
 * @param value the value as it was bound
 * @param allowed what it may be, to stand after "Allowed:"
 * @param origin where it stands; {@code null} to look it up by its name
 */
record RefusedProperty(
        String property,
        Object value,
        String allowed,
        @Nullable Origin origin) {

    RefusedProperty(String property, Object value, String allowed) {
        this(property, value, allowed, null);
    }

    @Override
    public String toString() {
        return property + " must be " + allowed + ", but is " + withoutSecrets(property, value);
    }

    /** What is wrong with a secret is said without it; and people put users and passwords into URLs. */
    static String withoutSecrets(String property, Object value) {
        return property.endsWith("password") ? "******" : value.toString().replaceAll("//[^/]*@", "//******@");
    }
}
