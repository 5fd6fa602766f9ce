package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.AddressDescriptor;
import io.happyconnect.boot.endpoint.TargetDescriptor;
import java.util.Comparator;
import java.util.List;

/** The targets with their addresses: those in trouble first and open, the others closed. */
final class TargetsSection {

    private static final List<String> WORST_FIRST = List.of("failing", "degraded", "working", "unknown");
    private static final int MOST_TARGETS = 40;
    private static final int MOST_ADDRESSES = 50;

    private final Html html;
    private final Moments moments;
    private final Links links;

    TargetsSection(Html html, Moments moments, Links links) {
        this.html = html;
        this.moments = moments;
        this.links = links;
    }

    void write(List<TargetDescriptor> targets) {
        targets.stream()
                .sorted(Comparator.comparingInt(target -> WORST_FIRST.indexOf(target.state())))
                .limit(MOST_TARGETS)
                .forEach(this::target);
        if (targets.size() > MOST_TARGETS) {
            String rest = "And " + (targets.size() - MOST_TARGETS) + " more, which the JSON of this address has.";
            html.element("p", rest, "class", "quiet");
        }
        if (targets.isEmpty()) {
            html.element("p", "None.", "class", "quiet");
        }
    }

    private void target(TargetDescriptor target) {
        String name = Words.target(target.host(), target.port());
        String id = "target-" + target.connector() + "-" + name;
        boolean open = links.below()
                || target.state().equals("failing")
                || target.state().equals("degraded");
        html.open("details", openOrNot(open, "id", id, "class", "target"));
        html.open("summary");
        Marks.state(html, target.state());
        html.element("span", name, "class", "name");
        html.element("span", Words.count(target.addresses().size(), "address", "addresses"), "class", "quiet");
        html.element("span", races(target), "class", "quiet");
        if (target.state().equals("failing") && target.failingSince() != null) {
            html.open("span").text("unreachable since ");
            moments.at(html, target.failingSince());
            html.close();
        }
        html.close();
        if (target.addresses().isEmpty()) {
            html.element("p", "No address was found or tried.", "class", "quiet");
        } else {
            addresses(target, name);
        }
        if (!links.below() && Links.canLeadTo(target)) {
            html.open("p")
                    .element("a", "Only " + name + ", and its races", "href", links.target(name))
                    .close();
        }
        html.close();
    }

    /** Attributes of an element that is open, or not. */
    static String[] openOrNot(boolean open, String... attributes) {
        if (!open) {
            return attributes;
        }
        String[] more = java.util.Arrays.copyOf(attributes, attributes.length + 2);
        more[attributes.length] = "open";
        more[attributes.length + 1] = "";
        return more;
    }

    private static String races(TargetDescriptor target) {
        String races = Words.count(target.races(), "race", "races");
        return target.failed() == 0 ? races : races + ", " + Words.number(target.failed()) + " failed";
    }

    private void addresses(TargetDescriptor target, String name) {
        Table.open(
                html,
                "Addresses of " + name + ", connector " + target.connector(),
                "Address",
                "Family",
                "State",
                "#Won",
                "#Lost",
                "#Failed",
                "#Mean time",
                "Worked last",
                "Failed last");
        target.addresses().stream().limit(MOST_ADDRESSES).forEach(this::address);
        Table.close(html);
    }

    private void address(AddressDescriptor address) {
        html.open("tr").element("th", address.address(), "scope", "row", "class", "address");
        html.element("td", Words.family(address.family())).open("td");
        Marks.state(html, address.state());
        if (address.state().equals("failing") && address.failingSince() != null) {
            html.text(" since ");
            moments.at(html, address.failingSince());
        }
        html.close();
        Table.number(html, Words.number(address.won()));
        Table.number(html, Words.number(address.lost()));
        Table.number(html, Words.number(address.failed()));
        Double mean = address.meanConnectMs();
        Table.number(html, mean == null ? "" : Words.milliseconds(mean));
        html.open("td");
        if (address.lastConnectedAt() != null) {
            moments.ago(html, address.lastConnectedAt());
        }
        html.close().open("td");
        if (address.lastFailureAt() != null && address.lastError() != null) {
            html.text(Words.error(address.lastError()) + ", ");
            moments.ago(html, address.lastFailureAt());
        }
        html.close().close();
    }
}
