package io.happyconnect.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the pages in docs/. */
public final class Documentation {

    private Documentation() {}

    private static Path page(String name) {
        String top = System.getProperty("happyconnect.topDirectory");
        return (top == null ? Path.of("..") : Path.of(top)).resolve("docs").resolve(name);
    }

    /** The rows of the table whose first headings are the given ones, without its heading. */
    public static List<List<String>> table(String page, String... firstHeadings) throws IOException {
        List<String> lines = Files.readAllLines(page(page));
        int heading = 0;
        while (!lines.get(heading).startsWith("| " + String.join(" | ", firstHeadings) + " |")) {
            heading++;
        }
        return lines.subList(heading + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(Documentation::cells)
                .toList();
    }

    /** The first block of JSON that has the given field. */
    public static String json(String page, String field) throws IOException {
        return Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page(page)))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("\"" + field + "\""))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> cells(String line) {
        String[] cells = line.split("\\|", -1);
        return Arrays.stream(cells, 1, cells.length - 1).map(String::strip).toList();
    }

    public static String markdown(List<List<String>> rows) {
        return rows.stream().map(row -> "| " + String.join(" | ", row) + " |").collect(Collectors.joining("\n"));
    }
}
