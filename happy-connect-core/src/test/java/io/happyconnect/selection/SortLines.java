package io.happyconnect.selection;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sorts lines of addresses on whichever machine it runs, for {@link NetworkNamespace#java}. A line that is a name is sorted by the
 * system's getaddrinfo.
 */
final class SortLines {

    private SortLines() {}

    public static void main(String... arguments) throws IOException {
        AddressSelection selection = switch (arguments[0]) {
            case "rfc6724" -> AddressSelection.rfc6724();
            case "rfc6724-update" -> AddressSelection.rfc6724Update();
            case "gai-conf" -> AddressSelection.gaiConf();
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = System.out;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(line.endsWith(".test") ? resolved(line) : sorted(selection, line));
        }
    }

    private static String resolved(String name) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (InetAddress each : InetAddress.getAllByName(name)) {
            addresses.add(each.getHostAddress());
        }
        return String.join(" ", addresses);
    }

    private static String sorted(AddressSelection selection, String line) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (String literal : line.split(" ", -1)) {
            candidates.add(new AddressCandidate(InetAddress.getByName(literal), 443));
        }
        return selection.sort(candidates).stream()
                .map(each -> ((AddressCandidate) each).address().getHostAddress())
                .collect(Collectors.joining(" "));
    }
}
