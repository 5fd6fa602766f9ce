package io.happyconnect.perfamily;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import org.jspecify.annotations.Nullable;

/**
 * Changes nothing about the resolution of the JVM, and remembers the platform's resolver for {@link PerFamilyResolver}:
 * being the provider is the only way to it. The JVM has one, the first that the system class loader finds.
 */
public final class PassThroughProvider extends InetAddressResolverProvider {

    private static volatile @Nullable InetAddressResolver platform;

    /** Called by the JVM. */
    public PassThroughProvider() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtin = configuration.builtinResolver();
        platform = builtin;
        return builtin;
    }

    @Override
    public String name() {
        return "Happy Connect, unchanged";
    }

    /** The platform's resolver; null if the JVM has another provider. */
    static @Nullable InetAddressResolver platform() {
        return platform;
    }
}
