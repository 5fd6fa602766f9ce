package io.happyconnect.boot.health;

import io.happyconnect.boot.history.AddressSummary;
import io.happyconnect.boot.history.FamilySummary;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.history.State;
import io.happyconnect.boot.history.TargetSummary;
import io.happyconnect.boot.history.Totals;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Summaries as details of a health: numbers as numbers, times as ISO 8601, nothing that is not there. */
final class HealthDetails {

    /** A health is read by people. The endpoint has everything. */
    private static final int MOST_SHOWN = 20;

    private static final List<State> WORST_FIRST = List.of(State.FAILING, State.DEGRADED, State.WORKING, State.UNKNOWN);

    private HealthDetails() {}

    static Map<String, Object> races(RaceHistory history) {
        Totals totals = history.totals();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("total", totals.races());
        details.put("failed", totals.failed());
        details.put("active", history.activeRaces());
        return details;
    }

    static Map<String, Object> families(List<FamilySummary> families) {
        Map<String, Object> details = new LinkedHashMap<>();
        families.forEach(family -> details.put(family.family(), family(family)));
        return details;
    }

    private static Map<String, Object> family(FamilySummary family) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", family.state().label());
        details.put("attempts", family.attempts());
        details.put("failed", family.failed());
        if (family.lastFailure() != null) {
            details.put("lastError", family.lastFailure().errorType());
        }
        return details;
    }

    static List<Map<String, Object>> targets(Stream<TargetSummary> targets) {
        return targets.sorted(Comparator.comparingInt(target -> WORST_FIRST.indexOf(target.state())))
                .limit(MOST_SHOWN)
                .map(HealthDetails::target)
                .toList();
    }

    private static Map<String, Object> target(TargetSummary target) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("target", target.target().toString());
        details.put("connector", target.connector());
        details.put("state", target.state().label());
        details.put("races", target.races());
        details.put("failed", target.failed());
        details.put("failedInARow", target.failedInARow());
        if (target.lastSucceededAt() != null) {
            details.put("lastSuccess", target.lastSucceededAt().toString());
        }
        if (target.lastFailure() != null) {
            details.put("lastFailure", target.lastFailure().at().toString());
            details.put("lastError", target.lastFailure().errorType());
        }
        details.put("addresses", addresses(target.addresses()));
        return details;
    }

    private static Map<String, Object> addresses(List<AddressSummary> addresses) {
        Map<String, Object> details = new LinkedHashMap<>();
        addresses.stream()
                .sorted(Comparator.comparingInt(address -> WORST_FIRST.indexOf(address.state())))
                .limit(MOST_SHOWN)
                .forEach(address -> details.put(address.address(), address(address)));
        return details;
    }

    private static Map<String, Object> address(AddressSummary address) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", address.state().label());
        details.put("attempts", address.attempts());
        if (address.lastFailure() != null) {
            details.put("lastError", address.lastFailure().errorType());
        }
        return details;
    }
}
