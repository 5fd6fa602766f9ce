package io.happyconnect.sample.web;

import io.happyconnect.sample.connect.Elapsed;
import io.happyconnect.sample.connect.Outcome;

/** What a connect through Happy Connect came to, for the page. */
final class OutcomeHtml {

    private OutcomeHtml() {}

    static String of(String heading, Outcome outcome) {
        return """
                <article>
                <h3>%s</h3>
                <p class="%s">%s</p>
                %s</article>
                """.formatted(
                        Html.escape(heading),
                        outcome.succeeded() ? "good" : "bad",
                        result(outcome),
                        timelines(heading, outcome));
    }

    private static String result(Outcome outcome) {
        return Html.escape(outcome.text()) + ", after <strong>" + Elapsed.text(outcome.elapsed()) + "</strong>";
    }

    /** Each has a name of its own, for those who go from one to the next by name. */
    static String timelines(String of, Outcome outcome) {
        return outcome.races().isEmpty() ? "" : Html.preformatted("Timeline: " + of, outcome.timelines());
    }
}
