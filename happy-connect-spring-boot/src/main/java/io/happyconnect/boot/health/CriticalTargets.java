package io.happyconnect.boot.health;

import io.happyconnect.boot.history.TargetSummary;
import io.happyconnect.name.Target;
import java.util.Set;
import org.springframework.boot.health.contributor.Status;

/**
 * The targets an application cannot do without, and what it means if one cannot be reached.
 *
 * @param targets the targets; none unless the user names some
 * @param failures one counts as unreachable after so many failed races in a row, within the window of the history
 * @param status what the health is then
 */
public record CriticalTargets(Set<Target> targets, int failures, Status status) {

    /** Copies the set. */
    public CriticalTargets {
        targets = Set.copyOf(targets);
    }

    boolean contains(TargetSummary target) {
        return targets.contains(target.target());
    }

    boolean isUnreachable(TargetSummary target) {
        return contains(target) && target.failedInARow() >= failures;
    }
}
