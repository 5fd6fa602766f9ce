package io.happyconnect.ssh;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Makes one text of a configuration and what it includes, in the words that SSHD understands.
 *
 * <p>SSHD knows neither {@code Include} nor {@code Match}. Included files are put in their place; {@code Match all} and {@code
 * Match originalhost} say what a {@code Host} says; any other {@code Match} depends on things that are not known here, and is
 * left out with a warning.
 */
final class ConfigText {

    private static final System.Logger LOGGER = System.getLogger("io.happyconnect.ssh");

    /** As OpenSSH has it (READCONF_MAX_DEPTH). */
    private static final int MOST_INCLUDES = 16;

    private final Path directory;
    private final StringBuilder text = new StringBuilder();
    private final List<Path> files = new ArrayList<>();
    private String block = "";
    private boolean leftOut;

    private ConfigText(Path directory) {
        this.directory = directory;
    }

    /** Reads a file. One that is not there is empty. */
    static ConfigText read(Path file) throws IOException {
        ConfigText config = new ConfigText(file.toAbsolutePath().resolveSibling(""));
        config.add(file, 0);
        return config;
    }

    /** {@return the text} */
    String text() {
        return text.toString();
    }

    /** {@return what it depends on: the files, and the directories of patterns, whether they are there or not} */
    List<Path> files() {
        return List.copyOf(files);
    }

    private void add(Path file, int depth) throws IOException {
        if (depth > MOST_INCLUDES) {
            throw new IOException(file + " is included more than " + MOST_INCLUDES + " files deep");
        }
        files.add(file);
        if (!Files.exists(file)) {
            return;
        }
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            add(line.strip(), file, number, depth);
        }
    }

    private void add(String line, Path file, int number, int depth) throws IOException {
        String[] words = line.split("[\\s=]+", 2);
        String value = words.length < 2 ? "" : words[1].strip();
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "include" -> {
                String outside = block;
                boolean left = leftOut;
                if (!left) {
                    for (String pattern : ConfigWords.of(value)) {
                        for (Path included : matching(pattern)) {
                            add(included, depth + 1);
                        }
                    }
                    begin(outside);
                }
                leftOut = left;
            }
            case "host" -> {
                leftOut = false;
                begin("Host " + value);
            }
            case "match" -> match(value, file, number);
            default -> {
                if (!leftOut && !line.isEmpty() && !line.startsWith("#")) {
                    if (value.isEmpty()) {
                        throw new IOException(file + ", line " + number + ": '" + words[0] + "' has no value");
                    }
                    text.append(line).append('\n');
                }
            }
        }
    }

    /** What follows belongs to these hosts; at the top of the file, to all. */
    private void begin(String newBlock) {
        block = newBlock;
        text.append(newBlock.isEmpty() ? "Host *" : newBlock).append('\n');
    }

    private void match(String criteria, Path file, int number) {
        List<String> words = ConfigWords.of(criteria);
        boolean all = words.size() == 1 && words.get(0).equalsIgnoreCase("all");
        boolean originalHost = words.size() == 2 && words.get(0).equalsIgnoreCase("originalhost");
        leftOut = !all && !originalHost;
        if (leftOut) {
            LOGGER.log(
                    Level.WARNING,
                    file + ", line " + number + ": 'Match " + criteria
                            + "' is left out: only 'Match all' and 'Match originalhost' are understood");
        } else {
            begin(all ? "Host *" : "Host " + words.get(1).replace(',', ' '));
        }
    }

    private Iterable<Path> matching(String pattern) throws IOException {
        Path path =
                Path.of(pattern.startsWith("~/") ? System.getProperty("user.home") + pattern.substring(1) : pattern);
        Path absolute = directory.resolve(path);
        String name = absolute.getFileName().toString();
        if (!name.matches(".*[*?\\[].*")) {
            return List.of(absolute);
        }
        TreeSet<Path> sorted = new TreeSet<>();
        Path parent = absolute.resolveSibling("");
        files.add(parent);
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, name)) {
                found.forEach(sorted::add);
            }
        }
        return sorted;
    }

    /** The words of a line, some of them in quotes. */
    private static final class ConfigWords {

        static List<String> of(String line) {
            return Arrays.stream(line.split("\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                    .map(word -> word.replace("\"", ""))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }
}
