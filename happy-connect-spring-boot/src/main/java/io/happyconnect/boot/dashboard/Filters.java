package io.happyconnect.boot.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the races and targets to show: the parameters of the endpoint, as a form that asks for the same page.
 *
 * @param limit at most so many races
 * @param outcome only races that ended so, or {@code null} for all
 * @param state only targets in this state, or {@code null} for all
 */
record Filters(
        int limit, @Nullable String outcome, @Nullable String state) {

    static final int FEW = 25;

    private static final List<String> OUTCOMES = List.of("success", "failure", "timeout", "cancelled");
    private static final List<String> STATES = List.of("failing", "degraded", "working", "unknown");
    private static final List<String> LIMITS = List.of("25", "100", "1000");

    /** An empty value is what a browser sends for the choice of all. */
    static Filters of(@Nullable Integer limit, @Nullable String outcome, @Nullable String state) {
        return new Filters(limit == null ? FEW : limit, orAll(outcome), orAll(state));
    }

    private static @Nullable String orAll(@Nullable String choice) {
        return choice == null || choice.isEmpty() ? null : choice;
    }

    void write(Html html) {
        html.open("form", "method", "get", "class", "filters", "aria-label", "Filter", "data-keep", "");
        choice(html, "state", "Targets", "in any state", STATES, state);
        choice(html, "outcome", "Races", "however they ended", OUTCOMES, outcome);
        html.open("label").text("At most ").open("select", "name", "limit");
        LIMITS.forEach(most -> option(html, most, most + " races", most.equals(String.valueOf(limit))));
        html.close().close();
        html.element("button", "Show", "type", "submit").close();
    }

    private static void choice(
            Html html, String name, String label, String all, List<String> choices, @Nullable String chosen) {
        html.open("label").text(label + " ").open("select", "name", name);
        option(html, "", all, chosen == null);
        choices.forEach(choice -> {
            String words = name.equals("state") ? choice : Words.outcome(choice);
            option(html, choice, words, choice.equals(chosen));
        });
        html.close().close();
    }

    private static void option(Html html, String value, String words, boolean selected) {
        if (selected) {
            html.element("option", words, "value", value, "selected", "");
        } else {
            html.element("option", words, "value", value);
        }
    }
}
