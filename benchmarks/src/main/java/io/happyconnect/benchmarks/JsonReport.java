package io.happyconnect.benchmarks;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison for programs: times in microseconds, unless a key says otherwise, and bytes. */
final class JsonReport {

    private JsonReport() {}

    static String of(Comparison comparison) {
        Map<String, Object> json =
                machine(comparison.machine(), comparison.startedAt(), comparison.loadBefore(), comparison.loadAfter());
        json.put("rounds", comparison.effort().rounds());
        json.put("warmupSeconds", comparison.effort().warmupSeconds());
        json.put("measuredSeconds", comparison.effort().measuredSeconds());
        json.put("meetsTargets", comparison.meetsTargets());
        json.put("tables", comparison.tables().stream().map(JsonReport::table).toList());
        json.put("late", comparison.late().stream().map(JsonReport::late).toList());
        json.put("races", comparison.races().stream().map(JsonReport::race).toList());
        json.put("skipped", comparison.skipped());
        return text(json) + "\n";
    }

    /** Where and when something was measured; more can be added. */
    static Map<String, Object> machine(Machine machine, Instant startedAt, double loadBefore, double loadAfter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("startedAt", startedAt.toString());
        json.put("cpu", machine.cpu());
        json.put("cores", machine.cores());
        json.put("kernel", machine.kernel());
        json.put("jvm", machine.jvm());
        json.put("loadBefore", loadBefore);
        json.put("loadAfter", loadAfter);
        return json;
    }

    static Map<String, Object> claim(Claim claim) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", claim.what());
        json.put("measured", claim.measured());
        json.put("target", claim.target());
        json.put("verdict", claim.met() ? "PASS" : "FAIL");
        return json;
    }

    private static Map<String, Object> late(LateLine line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", line.what());
        json.put("races", line.samples());
        json.put("begunMillis", spread(line.begun()));
        json.put("acceptedMillis", spread(line.arrived()));
        json.put("connectedMillis", spread(line.connected()));
        if (line.judged()) {
            json.put("verdict", line.verdict().name());
        }
        return json;
    }

    private static Map<String, Object> spread(LateLine.Spread spread) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50", spread.p50());
        json.put("p99", spread.p99());
        json.put("worst", spread.worst());
        return json;
    }

    private static Map<String, Object> table(Table table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", table.title());
        json.put("lines", table.lines().stream().map(JsonReport::line).toList());
        return json;
    }

    private static Map<String, Object> line(Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", line.entry().what());
        json.put("benchmark", line.entry().benchmark());
        json.put("micros", line.micros());
        json.put("ratio", line.ratio());
        json.put("lowestRatio", line.lowestRatio());
        json.put("highestRatio", line.highestRatio());
        json.put("bytes", line.bytes());
        json.put("moreBytes", line.moreBytes());
        Target target = line.entry().target();
        if (target != null) {
            if (Double.isFinite(target.ratio())) {
                json.put("targetRatio", target.ratio());
            }
            if (Double.isFinite(target.moreBytes())) {
                json.put("targetMoreBytes", target.moreBytes());
            }
            if (Double.isFinite(target.bytes())) {
                json.put("targetBytes", target.bytes());
            }
            json.put("verdict", line.verdict().name());
        }
        return json;
    }

    private static Map<String, Object> race(RaceLine race) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", race.what());
        json.put("addresses", race.addresses());
        json.put("nanosPerRace", race.nanosPerRace());
        json.put("stepsPerSecond", race.stepsPerSecond());
        json.put("bytesPerRace", race.bytesPerRace());
        return json;
    }

    /** Maps, lists, strings, numbers and booleans as RFC 8259 writes them; what is not a number is null. */
    static String text(Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                quote(text, entry.getKey().toString());
                text.append(": ");
                append(text, entry.getValue());
                separator = ", ";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                text.append(separator).append("\n  ");
                append(text, element);
                separator = ",";
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            text.append("null");
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(text, value.toString());
        }
    }

    private static void quote(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
