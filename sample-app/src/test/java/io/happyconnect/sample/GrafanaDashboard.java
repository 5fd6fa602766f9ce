package io.happyconnect.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** grafana/happy-connect.json, as far as it asks for metrics. */
record GrafanaDashboard(JsonNode node) {

    private static final Pattern SELECTOR = Pattern.compile("(happy_connect_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Set<String> ADDED_BY_PROMETHEUS = Set.of("job", "instance");

    /** A query of a panel. */
    record Query(String panel, String expression, String legend) {

        /** With every variable at All. */
        String filledIn() {
            return GrafanaDashboard.filledIn(expression);
        }

        /** Metrics, and the labels that are asked for of each. */
        Map<String, Set<String>> wanted() {
            Set<String> grouped = all(GROUPING, expression).stream()
                    .flatMap(labels -> Pattern.compile(", *").splitAsStream(labels))
                    .collect(Collectors.toSet());
            grouped.addAll(all(LEGEND, legend));
            Map<String, Set<String>> wanted = new TreeMap<>();
            Matcher selector = SELECTOR.matcher(expression);
            while (selector.find()) {
                Set<String> labels = wanted.computeIfAbsent(selector.group(1), metric -> new TreeSet<>(grouped));
                if (selector.group(2) != null) {
                    labels.addAll(all(MATCHER, selector.group(2)));
                }
                labels.removeAll(ADDED_BY_PROMETHEUS);
            }
            return wanted;
        }
    }

    static GrafanaDashboard read() throws IOException {
        Path file = Path.of(System.getProperty("happyconnect.topDirectory"), "grafana", "happy-connect.json");
        return new GrafanaDashboard(Json.of(Files.readString(file)).node());
    }

    List<Query> queries() {
        return children(node.path("panels")).stream()
                .flatMap(panel -> children(panel.path("targets")).stream()
                        .map(target -> new Query(
                                panel.path("title").asString(),
                                target.path("expr").asString(),
                                target.path("legendFormat").asString(""))))
                .toList();
    }

    /** A variable that Prometheus knows the values of: a selector and a label. */
    record Variable(String name, String selector, String label) {}

    List<Variable> variables() {
        Pattern labelValues = Pattern.compile("label_values\\((.*), (\\w+)\\)");
        return children(node.path("templating").path("list")).stream()
                .filter(variable -> variable.path("type").asString().equals("query"))
                .map(variable -> {
                    Matcher query = labelValues.matcher(
                            variable.path("query").path("query").asString());
                    if (!query.matches()) {
                        throw new AssertionError(variable);
                    }
                    return new Variable(variable.path("name").asString(), filledIn(query.group(1)), query.group(2));
                })
                .toList();
    }

    private static String filledIn(String text) {
        return text.replace("$__rate_interval", "1m").replaceAll("\\$(job|instance|connector|target)\\b", ".*");
    }

    private static List<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }
}
