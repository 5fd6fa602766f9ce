package io.happyconnect.boot.dashboard;

/** States and outcomes: a shape, a colour and a word, of which any one is enough. */
final class Marks {

    private Marks() {}

    static void state(Html html, String state) {
        mark(html, "state", state, state);
    }

    static void race(Html html, String outcome) {
        mark(html, "race", outcome, Words.outcome(outcome));
    }

    private static void mark(Html html, String kind, String label, String word) {
        html.open("span", "class", "mark " + kind + " " + label);
        html.open("svg", "class", "shape", "viewBox", "0 0 12 12", "aria-hidden", "true");
        html.empty("path", "d", shape(label));
        html.close().text(word).close();
    }

    private static String shape(String label) {
        return switch (label) {
            case "working", "success" -> "M2 6.5 5 9.5 10 3";
            case "failing", "failure", "timeout" -> "M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5";
            case "degraded" -> "M6 1.5 11 10.5 1 10.5Z";
            default -> "M2 6H10";
        };
    }
}
