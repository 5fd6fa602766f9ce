package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.util.List;

/** Says what a target stands for: a registry of services, a table that changes while the application runs. */
@FunctionalInterface
public interface AliasLookup {

    /**
     * The targets that a target stands for. Called on the thread that called {@code connect}, once for each name on the way;
     * must not block.
     *
     * @param target what is to be reached, or what another alias stands for
     * @return in the order of preference; empty if it stands for itself
     * @throws RuntimeException counts as a failed lookup of this target
     */
    List<Target> targetsOf(Target target);
}
