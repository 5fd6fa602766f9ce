package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.AddressDescriptor;
import io.happyconnect.boot.endpoint.FamilyDescriptor;
import io.happyconnect.boot.endpoint.TargetDescriptor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which address is bad, and since when? */
final class GlanceSection {

    private static final int MOST_SHOWN = 12;

    private final Html html;
    private final Moments moments;
    private final Links links;

    GlanceSection(Html html, Moments moments, Links links) {
        this.html = html;
        this.moments = moments;
        this.links = links;
    }

    void write(List<TargetDescriptor> targets, List<FamilyDescriptor> families) {
        Verdict verdict = Verdict.on(targets, families);
        html.open("section", "id", "verdict", "class", "verdict " + verdict.state(), "aria-labelledby", "headline");
        html.open("h2", "id", "headline");
        Marks.state(html, verdict.state());
        html.text(" ").open("span", "class", "headline").text(verdict.headline());
        if (verdict.since() != null) {
            html.text(" since ");
            moments.at(html, verdict.since());
        }
        html.close().close();
        if (!verdict.rest().isEmpty()) {
            html.element("p", verdict.rest());
        }
        List<TargetDescriptor> unreachable = Verdict.unreachable(targets);
        if (!unreachable.isEmpty()) {
            unreachable(unreachable);
        }
        List<Trouble> troubles = Trouble.in(targets);
        if (!troubles.isEmpty()) {
            troubles(troubles);
        }
        html.close();
    }

    private void unreachable(List<TargetDescriptor> targets) {
        Table.open(html, "Targets that cannot be reached", "Target", "Since", "Last error", "Worked last", "Connector");
        targets.stream().limit(MOST_SHOWN).forEach(this::target);
        Table.close(html);
    }

    private void target(TargetDescriptor target) {
        html.open("tr").open("th", "scope", "row", "class", "address");
        name(target);
        html.close().open("td");
        since(true, target.failingSince(), target.lastFailureAt());
        html.close();
        error(target.lastError());
        workedLast(target.lastSuccessAt());
        html.element("td", target.connector()).close();
    }

    private void troubles(List<Trouble> troubles) {
        Table.open(
                html,
                "Addresses that fail",
                "Address",
                "State",
                "Since",
                "Last error",
                "Worked last",
                "Target",
                "Connector");
        troubles.stream().limit(MOST_SHOWN).forEach(this::trouble);
        Table.close(html);
        if (troubles.size() > MOST_SHOWN) {
            html.element("p", "And " + (troubles.size() - MOST_SHOWN) + " more; see the targets.", "class", "quiet");
        }
    }

    private void trouble(Trouble trouble) {
        AddressDescriptor address = trouble.address();
        TargetDescriptor target = trouble.target();
        html.open("tr").element("th", address.address(), "scope", "row", "class", "address");
        html.open("td");
        Marks.state(html, address.state());
        html.close().open("td");
        since(trouble.isFailing(), address.failingSince(), address.lastFailureAt());
        html.close();
        error(address.lastError());
        workedLast(address.lastConnectedAt());
        html.open("td");
        name(target);
        html.close().element("td", target.connector()).close();
    }

    private void name(TargetDescriptor target) {
        String name = Words.target(target.host(), target.port());
        if (Links.canLeadTo(target)) {
            html.element("a", name, "href", links.target(name));
        } else {
            html.text(name);
        }
    }

    // One failure after many connects is not yet since when.
    private void since(boolean failing, @Nullable Instant failingSince, @Nullable Instant lastFailureAt) {
        if (failing && failingSince != null) {
            html.open("strong");
            moments.at(html, failingSince);
            html.close().text(", for " + moments.length(failingSince));
        } else if (lastFailureAt != null) {
            html.text("now and then, last ");
            moments.ago(html, lastFailureAt);
        }
    }

    private void error(@Nullable String errorType) {
        html.element("td", errorType == null ? "" : Words.error(errorType));
    }

    private void workedLast(@Nullable Instant moment) {
        html.open("td");
        if (moment == null) {
            html.text("not yet");
        } else {
            moments.ago(html, moment);
        }
        html.close();
    }
}
