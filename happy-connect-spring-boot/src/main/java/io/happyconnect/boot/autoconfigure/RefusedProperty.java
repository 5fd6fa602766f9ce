package io.happyconnect.boot.autoconfigure;

/**
 * A property with a value that cannot be.
 *
 * @param property its full name
 * @param value the value as it was bound
 * @param allowed what it may be, to stand after "Allowed:"
 */
record RefusedProperty(String property, Object value, String allowed) {

    @Override
    public String toString() {
        return property + " must be " + allowed + ", but is " + value;
    }
}
