package io.happyconnect.ssh;

import java.util.List;

/**
 * Some lines of a configuration that belong to the same hosts.
 *
 * @param conditions the {@code Match} it is in, and those of files that include it
 * @param text {@code Host} lines, and what follows them
 */
record ConfigBlock(List<MatchCriteria> conditions, StringBuilder text) {

    boolean isOfSecondPass() {
        return conditions.stream().anyMatch(MatchCriteria::areOfSecondPass);
    }
}
