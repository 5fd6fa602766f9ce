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
 * Reads a configuration and what it includes, in the words that SSHD understands.
 *
 * <p>SSHD knows neither {@code Include} nor {@code Match} nor {@code ProxyCommand}. Included files are put in their place; a {@code
 * Match} is a condition of its lines, or they are left out with a warning if it depends on what is not known here; a {@code
 * ProxyCommand} takes the place of a {@code ProxyJump}, as in OpenSSH, where the first of the two counts.
 */
final class ConfigText {

    private static final System.Logger LOGGER = System.getLogger("io.happyconnect.ssh");

    /** As OpenSSH has it (READCONF_MAX_DEPTH). */
    private static final int MOST_INCLUDES = 16;

    /** Stands in a {@code ProxyJump} for a command, which nobody runs here. */
    static final String COMMAND = "|command";

    private final Path directory;
    private final List<ConfigBlock> blocks = new ArrayList<>();
    private List<MatchCriteria> conditions = List.of();
    private final List<Path> files = new ArrayList<>();
    private String hosts = "*";
    private boolean leftOut;

    private ConfigText(Path directory) {
        this.directory = directory;
    }

    /** Reads a file. One that is not there is empty. */
    static ConfigText read(Path file) throws IOException {
        ConfigText config = new ConfigText(file.toAbsolutePath().resolveSibling(""));
        config.blocks.add(new ConfigBlock(List.of(), new StringBuilder()));
        config.add(file, 0, List.of());
        return config;
    }

    /** {@return the lines, in their order} */
    List<ConfigBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** {@return what it depends on: the files, and the directories of patterns, whether they are there or not} */
    List<Path> files() {
        return List.copyOf(files);
    }

    private void add(Path file, int depth, List<MatchCriteria> outside) throws IOException {
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
            add(line.strip(), file, number, depth, outside);
        }
    }

    private void add(String line, Path file, int number, int depth, List<MatchCriteria> outside) throws IOException {
        String[] words = line.split("[\\s=]+", 2);
        String value = words.length < 2 ? "" : words[1].strip();
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "include" -> {
                String before = hosts;
                List<MatchCriteria> here = conditions;
                boolean left = leftOut;
                if (!left) {
                    for (String pattern : ConfigWords.of(value)) {
                        for (Path included : matching(pattern)) {
                            leftOut = false;
                            begin(before, here);
                            add(included, depth + 1, here);
                        }
                    }
                    begin(before, here);
                }
                leftOut = left;
            }
            case "host" -> {
                leftOut = false;
                begin(value, outside);
            }
            case "match" -> match(value, file, number, outside);
            default -> {
                if (!leftOut && !line.isEmpty() && !line.startsWith("#")) {
                    if (value.isEmpty()) {
                        throw new IOException(file + ", line " + number + ": '" + words[0] + "' has no value");
                    }
                    blocks.get(blocks.size() - 1)
                            .text()
                            .append(understood(line, words[0], value))
                            .append('\n');
                }
            }
        }
    }

    private static String understood(String line, String keyword, String value) {
        if (!keyword.equalsIgnoreCase("ProxyCommand")) {
            return line;
        }
        return "ProxyJump " + (value.equalsIgnoreCase("none") ? "none" : COMMAND);
    }

    /** What follows belongs to these hosts, under these conditions. */
    private void begin(String newHosts, List<MatchCriteria> newConditions) {
        hosts = newHosts;
        conditions = newConditions;
        blocks.add(new ConfigBlock(newConditions, new StringBuilder("Host " + newHosts + "\n")));
    }

    private void match(String text, Path file, int number, List<MatchCriteria> outside) {
        MatchCriteria criteria = MatchCriteria.parse(ConfigWords.of(text));
        leftOut = criteria == null;
        if (criteria == null) {
            LOGGER.log(
                    Level.WARNING,
                    file + ", line " + number + ": 'Match " + text + "' is left out: only " + MatchCriteria.UNDERSTOOD
                            + " are understood");
        } else {
            List<MatchCriteria> both = new ArrayList<>(outside);
            both.add(criteria);
            begin("*", List.copyOf(both));
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
