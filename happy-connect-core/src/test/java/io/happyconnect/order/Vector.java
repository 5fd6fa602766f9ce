package io.happyconnect.order;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.SourceAddress.Trait;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One row of a file of vectors.
 *
 * @param name section and rule
 * @param isTied rule 10 decides: the order given is the order that comes out, whichever it is
 * @param policy the policy table
 * @param sources the addresses of the host
 * @param destinations what to sort
 * @param expected "destination from source", in order
 */
record Vector(
        String name,
        boolean isTied,
        PolicyTable policy,
        List<SourceAddress> sources,
        List<Candidate> destinations,
        List<String> expected) {

    private static final int PORT = 443;

    static List<Vector> all(JsonNode file) {
        List<Vector> vectors = new ArrayList<>();
        for (JsonNode row : file.required("vectors")) {
            vectors.add(of(row, file.required("policies")));
        }
        return vectors;
    }

    private static Vector of(JsonNode row, JsonNode policies) {
        String rule = row.path("rule").asString("");
        List<SourceAddress> sources = new ArrayList<>();
        for (JsonNode source : row.required("sources")) {
            sources.add(source(source.asString(), row.path("source_attrs")));
        }
        List<Candidate> destinations = new ArrayList<>();
        for (JsonNode destination : row.required("destinations")) {
            destinations.add(new AddressCandidate(address(destination.asString()), PORT));
        }
        List<String> expected = new ArrayList<>();
        for (JsonNode each : row.required("expect")) {
            JsonNode source = each.path("src");
            expected.add(pair(
                    address(each.required("dst").asString()),
                    source.isString() && !source.asString().isEmpty()
                            ? address(source.asString()).getHostAddress()
                            : "nowhere"));
        }
        return new Vector(
                row.required("section").asString() + " " + rule,
                rule.startsWith("10"),
                policy(policies.required(row.required("policy").asString())),
                sources,
                destinations,
                expected);
    }

    private static PolicyTable policy(JsonNode rows) {
        PolicyTable.Builder policy = PolicyTable.builder();
        for (JsonNode row : rows) {
            policy.row(
                    row.required("prefix").asString(),
                    row.required("precedence").asInt(),
                    row.required("label").asInt());
        }
        return policy.build();
    }

    /** The note of the file: "assumes /64 v6 sources"; of IPv4 it says nothing, and rule 9 asks nothing of it. */
    private static SourceAddress source(String text, JsonNode attributes) {
        InetAddress address = address(text);
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (JsonNode words : asList(attributes.path(text))) {
            for (String word : words.asString().split("[\\s,;+/]+", -1)) {
                addTrait(word.toLowerCase(Locale.ROOT), traits);
            }
        }
        return new SourceAddress(address, address.getAddress().length == 4 ? 24 : 64, traits);
    }

    private static Iterable<JsonNode> asList(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? List.of() : node.isArray() ? node : List.of(node);
    }

    private static void addTrait(String word, Set<Trait> traits) {
        switch (word) {
            case "deprecated" -> traits.add(Trait.DEPRECATED);
            case "home" -> traits.add(Trait.HOME);
            case "care-of", "coa" -> traits.add(Trait.CARE_OF);
            case "tunnel", "encapsulated", "encapsulating" -> traits.add(Trait.TUNNEL);
            case "", "and", "native", "preferred", "permanent", "public" -> {}
            default -> throw new IllegalArgumentException("unknown attribute of a source: " + word);
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal.indexOf(':') < 0 ? literal : "[" + literal + "]");
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    private static String pair(InetAddress destination, String source) {
        return destination.getHostAddress() + " from " + source;
    }

    /** Sorts and writes down what came out. */
    List<String> sort(List<Candidate> given) {
        SourceSelection selection = new SourceSelection(sources, policy);
        List<String> sorted = new ArrayList<>();
        for (Candidate each : new Rfc6724Order(selection, policy).sort(given)) {
            AddressCandidate destination = (AddressCandidate) each;
            SourceAddress source = selection.sourceFor(destination);
            sorted.add(pair(
                    destination.address(),
                    source == null ? "nowhere" : source.address().getHostAddress()));
        }
        return sorted;
    }
}
