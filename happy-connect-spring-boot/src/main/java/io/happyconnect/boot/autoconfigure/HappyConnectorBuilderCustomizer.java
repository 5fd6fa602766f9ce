package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnectorBuilder;

/**
 * Changes what the auto-configured {@link HappyConnectorBuilder} builds. Beans of this type are called in their order, after
 * the properties and the beans the builder takes by itself have been applied, so they have the last word.
 */
@FunctionalInterface
public interface HappyConnectorBuilderCustomizer {

    /**
     * Changes a builder.
     *
     * @param builder the builder, a fresh one for every connector
     */
    void customize(HappyConnectorBuilder builder);
}
