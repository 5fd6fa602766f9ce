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
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a configuration and what it includes, in the words that SSHD understands.
 *
 * <p>SSHD knows neither {@code Include} nor {@code Match} nor {@code ProxyCommand}. Included files are put in their place; a {@code
 * Match} is a condition of its lines, or they are left out with a warning if it depends on what is not known here, all but that they
 * may send a host another way; a {@code ProxyCommand} takes the place of a {@code ProxyJump}, as in OpenSSH, where the first of the
 * two counts.
 */
final class ConfigText {

    private static final System.Logger LOGGER = System.getLogger("io.happyconnect.ssh");

    /** As OpenSSH has it (READCONF_MAX_DEPTH). */
    private static final int MOST_INCLUDES = 16;

    /** Stands in a {@code ProxyJump} for a command, which nobody runs here. */
    static final String COMMAND = "|command";

    /** Stands in a {@code ProxyJump} for a way that a host has or has not, which nobody knows here. */
    static final String LEFT_OUT = "|left-out";

    private static final Set<String> WAYS = Set.of("proxyjump", "proxycommand");

    private final Path directory;
    private final List<ConfigBlock> blocks = new ArrayList<>();
    private List<MatchCriteria> conditions = List.of();
    private final List<Path> files = new ArrayList<>();
    private String hosts = "*";

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
                for (String pattern : ConfigWords.of(value, "\\s")) {
                    for (Path included : matching(pattern)) {
                        begin(before, here);
                        add(included, depth + 1, here);
                    }
                }
                begin(before, here);
            }
            case "host" -> begin(value, outside);
            case "match" -> match(value, file, number, outside);
            default -> {
                boolean isWay = WAYS.contains(words[0].toLowerCase(Locale.ROOT));
                if (!line.isEmpty() && !line.startsWith("#") && (isWay || !isLeftOut())) {
                    if (value.isEmpty()) {
                        throw new IOException(file + ", line " + number + ": '" + words[0] + "' has no value");
                    }
                    add(isWay ? way(line, words[0], value) : line);
                }
            }
        }
    }

    private void add(String line) {
        blocks.get(blocks.size() - 1).text().append(line).append('\n');
    }

    // With a Host line of its own: within one, SSHD lets the last count.
    private String way(String line, String keyword, String value) {
        String jump = isLeftOut()
                ? "ProxyJump " + LEFT_OUT
                : !keyword.equalsIgnoreCase("ProxyCommand")
                        ? line
                        : "ProxyJump " + (value.equalsIgnoreCase("none") ? "none" : COMMAND);
        return "Host " + hosts + "\n" + jump;
    }

    private boolean isLeftOut() {
        return !conditions.stream().allMatch(MatchCriteria::areUnderstood);
    }

    /** What follows belongs to these hosts, under these conditions. */
    private void begin(String newHosts, List<MatchCriteria> newConditions) {
        hosts = newHosts;
        conditions = newConditions;
        blocks.add(new ConfigBlock(newConditions, new StringBuilder()));
        if (!isLeftOut()) {
            add("Host " + newHosts);
        }
    }

    private void match(String text, Path file, int number, List<MatchCriteria> outside) {
        MatchCriteria criteria = new MatchCriteria(ConfigWords.of(text, "[\\s=]"));
        if (!criteria.areUnderstood()) {
            LOGGER.log(
                    Level.WARNING,
                    file + ", line " + number + ": 'Match " + text + "' is left out: only " + MatchCriteria.UNDERSTOOD
                            + " are understood; hosts that a ProxyJump or ProxyCommand in it may be for are refused");
        }
        List<MatchCriteria> both = new ArrayList<>(outside);
        both.add(criteria);
        begin("*", List.copyOf(both));
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

    /** The words of a line, some of them in quotes, up to a comment. */
    private static final class ConfigWords {

        static List<String> of(String line, String between) {
            return Arrays.stream(line.split(between + "+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                    .takeWhile(word -> !word.startsWith("#"))
                    .map(word -> word.replace("\"", ""))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }
}
