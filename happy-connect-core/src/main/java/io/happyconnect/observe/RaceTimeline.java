package io.happyconnect.observe;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A race as text: what it came to, every answer and attempt on a common time axis, and what was not tried. */
final class RaceTimeline {

    private static final DateTimeFormatter WITH_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final int MOST_ANSWERS = 10;
    private static final int MOST_ATTEMPTS = 30;
    private static final int MOST_REMARKS = 5;
    private static final int LONGEST_CONNECTOR = 40;
    private static final int LONGEST_REMARK = 300;

    private final RaceReport report;
    private final Target target;
    private final List<TimelineRow> rows = new ArrayList<>();

    private RaceTimeline(RaceReport report) {
        this.report = report;
        this.target = report.target();
    }

    static String of(RaceReport report) {
        return new RaceTimeline(report).draw();
    }

    private String draw() {
        String summary = report.summary();
        List<String> lines = new ArrayList<>();
        lines.addAll(TimelineTable.wrapped(summary));
        lines.addAll(TimelineTable.wrapped(circumstances()));
        addAnswers(report.answers());
        addAttempts(report.attempts());
        if (!rows.isEmpty()) {
            TimelineTable table = new TimelineTable(rows, end());
            lines.add("");
            lines.addAll(table.lines());
            List<String> remarks = remarks(table, summary);
            if (!remarks.isEmpty()) {
                lines.add("");
                lines.addAll(remarks);
            }
        }
        return String.join("\n", lines);
    }

    private String circumstances() {
        String connector = PlainText.ends(PlainText.of(report.start().connector()), LONGEST_CONNECTOR);
        return "race " + report.start().id() + " of connector \"" + connector + "\", started "
                + WITH_MILLIS.format(report.startedAt()) + ", attempt delay "
                + DurationText.of(report.connectionAttemptDelay());
    }

    // What the table had no room for.
    private List<String> remarks(TimelineTable table, String summary) {
        List<String> remarks = new ArrayList<>();
        Set<String> said = new HashSet<>();
        for (TimelineRow row : table.cut()) {
            if (said.size() < MOST_REMARKS && !summary.contains(row.text()) && said.add(row.text())) {
                String whose = row.number().isEmpty() ? row.label() : row.number();
                remarks.addAll(TimelineTable.wrapped(whose + ": " + PlainText.start(row.text(), LONGEST_REMARK)));
            }
        }
        List<String> untried = untried();
        if (!untried.isEmpty()) {
            remarks.add(TimelineTable.listed("not tried: ", untried));
        }
        return remarks;
    }

    private long end() {
        long end = DurationText.nanos(report.elapsed());
        for (TimelineRow row : rows) {
            end = Math.max(end, row.to());
        }
        return end;
    }

    private void addAnswers(List<AnswerReport> answers) {
        int head = MOST_ANSWERS / 2;
        int tail = answers.size() <= MOST_ANSWERS ? head : answers.size() - (MOST_ANSWERS - head - 1);
        answers.subList(0, Math.min(head, answers.size())).forEach(this::addAnswer);
        if (tail > head) {
            rows.add(TimelineRow.rest((tail - head) + " more answers"));
        }
        answers.subList(Math.min(tail, answers.size()), answers.size()).forEach(this::addAnswer);
    }

    private void addAnswer(AnswerReport answer) {
        String label = answer.family() == null ? "answer" : answer.family() + " answer";
        char mark = answer.failure() != null ? 'x' : answer.candidates().isEmpty() ? '-' : '+';
        long after = DurationText.nanos(answer.after());
        rows.add(new TimelineRow("", label, 0, after, '.', mark, "", DurationText.of(after), brought(answer)));
    }

    private String brought(AnswerReport answer) {
        List<String> words = new ArrayList<>();
        int found = answer.candidates().size();
        int refused = answer.refused().size();
        if (found > 0) {
            boolean addresses = answer.candidates().stream().allMatch(AddressCandidate.class::isInstance);
            words.add(found + (addresses ? " address" : " candidate") + (found == 1 ? "" : addresses ? "es" : "s"));
        }
        if (refused > 0) {
            words.add(refused + " filtered out");
        }
        if (answer.failure() != null) {
            words.add(PlainText.withoutHost(answer.failure(), target.host()));
        }
        return words.isEmpty() ? "no addresses" : String.join(", ", words);
    }

    private void addAttempts(List<AttemptReport> attempts) {
        int skipped = 0;
        for (int i = 0; i < attempts.size(); i++) {
            if (isShown(i, attempts)) {
                addSkipped(attempts.subList(i - skipped, i), i - skipped);
                addAttempt(attempts.get(i), i);
                skipped = 0;
            } else {
                skipped++;
            }
        }
    }

    private static boolean isShown(int i, List<AttemptReport> attempts) {
        return attempts.size() <= MOST_ATTEMPTS
                || i < MOST_ATTEMPTS / 2
                || i >= attempts.size() - (MOST_ATTEMPTS / 2 - 1)
                || attempts.get(i).outcome() == AttemptOutcome.WON;
    }

    private void addSkipped(List<AttemptReport> skipped, int index) {
        if (skipped.size() == 1) {
            addAttempt(skipped.get(0), index);
        } else if (skipped.size() > 1) {
            Map<AttemptOutcome, Integer> counts = new EnumMap<>(AttemptOutcome.class);
            skipped.forEach(attempt -> counts.merge(attempt.outcome(), 1, Integer::sum));
            rows.add(TimelineRow.rest(counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + word(count.getKey()))
                    .collect(Collectors.joining(", ", skipped.size() + " more: ", ""))));
        }
    }

    private void addAttempt(AttemptReport attempt, int index) {
        long from = DurationText.nanos(attempt.startedAfter());
        long took = DurationText.nanos(attempt.elapsed());
        String text =
                attempt.outcome() == AttemptOutcome.FAILED ? RaceSummary.failure(attempt) : word(attempt.outcome());
        rows.add(new TimelineRow(
                String.valueOf(index + 1),
                label(attempt.candidate()),
                from,
                from + Math.min(took, Long.MAX_VALUE - from),
                attempt.outcome() == AttemptOutcome.WON ? '=' : '-',
                mark(attempt.outcome()),
                DurationText.of(from),
                DurationText.of(took),
                text + Origin.inBrackets(attempt.candidate())));
    }

    // The port is in the first line; without it addresses are what ping and traceroute take.
    private String label(Candidate candidate) {
        String text = PlainText.of(candidate);
        if (!(candidate instanceof AddressCandidate address) || address.port() != target.port()) {
            return text;
        }
        String host = text.substring(0, text.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String word(AttemptOutcome outcome) {
        return switch (outcome) {
            case WON -> "connected";
            case LOST -> "lost";
            case FAILED -> "failed";
            case TIMED_OUT -> "timed out";
            case CANCELLED -> "cancelled";
        };
    }

    private static char mark(AttemptOutcome outcome) {
        return switch (outcome) {
            case WON -> '*';
            case FAILED, TIMED_OUT -> 'x';
            case LOST, CANCELLED -> '>';
        };
    }

    private List<String> untried() {
        Set<Candidate> untried = new LinkedHashSet<>();
        report.answers().forEach(answer -> untried.addAll(answer.candidates()));
        report.attempts().forEach(attempt -> untried.remove(attempt.candidate()));
        return untried.stream().map(this::label).toList();
    }
}
