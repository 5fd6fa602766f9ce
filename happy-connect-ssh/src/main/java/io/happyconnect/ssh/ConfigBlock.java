package io.happyconnect.ssh;

import java.util.List;

/**
 * Some lines of a configuration that belong to the same hosts.
 *
 * @param conditions the {@code Match} it is in, and those of files that include it
 * @param text a {@code Host} line, and what follows it
 */
record ConfigBlock(List<MatchCriteria> conditions, StringBuilder text) {}
