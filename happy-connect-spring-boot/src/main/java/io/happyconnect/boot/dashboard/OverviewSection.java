package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.ConnectorDescriptor;
import io.happyconnect.boot.endpoint.FamilyDescriptor;
import io.happyconnect.boot.endpoint.HappyConnectDescriptor;
import io.happyconnect.boot.endpoint.TotalsDescriptor;
import java.time.Instant;
import java.util.List;

/** Families, totals, and what the connectors are set to. */
final class OverviewSection {

    private final Html html;
    private final Moments moments;

    OverviewSection(Html html, Moments moments) {
        this.html = html;
        this.moments = moments;
    }

    void write(HappyConnectDescriptor all) {
        html.open("div", "class", "pair");
        families(all.families());
        totals(all.totals(), all.since());
        html.close();
    }

    private void families(List<FamilyDescriptor> families) {
        html.open("section", "id", "families", "aria-labelledby", "families-title");
        html.element("h2", "Address families", "id", "families-title");
        Table.open(html, "Address families over all targets", "Family", "State", "#Attempts", "#Failed", "Last error");
        for (FamilyDescriptor family : families) {
            html.open("tr").element("th", Words.family(family.family()), "scope", "row");
            html.open("td");
            Marks.state(html, family.state());
            if (family.failingSince() != null) {
                html.text(" since ");
                moments.at(html, family.failingSince());
            }
            html.close();
            Table.number(html, Words.number(family.attempts()));
            Table.number(html, Words.number(family.failed()));
            html.open("td");
            if (family.lastError() != null && family.lastFailureAt() != null) {
                html.text(Words.error(family.lastError()) + " ");
                html.element("span", moments.length(family.lastFailureAt()) + " ago", "class", "quiet");
            }
            html.close().close();
        }
        Table.close(html);
        html.close();
    }

    private void totals(TotalsDescriptor totals, Instant since) {
        html.open("section", "id", "totals", "aria-labelledby", "totals-title");
        html.open("h2", "id", "totals-title").text("Races since ");
        moments.at(html, since);
        html.close().open("dl", "class", "totals");
        total(totals.succeeded(), "connected");
        total(totals.fallbacks(), "by a later address");
        total(totals.failed(), "failed");
        total(totals.cancelled(), "cancelled");
        total(totals.activeRaces(), "running now");
        html.close().close();
    }

    private void total(long number, String what) {
        html.open("div").element("dt", what).element("dd", Words.number(number)).close();
    }

    void connectors(List<ConnectorDescriptor> connectors) {
        html.open("section", "id", "connectors", "aria-labelledby", "connectors-title");
        html.element("h2", "Connectors", "id", "connectors-title");
        Table.open(
                html,
                "Configuration of the connectors",
                "Connector",
                "#Attempt delay",
                "#Resolution delay",
                "#Attempt timeout",
                "#Race timeout",
                "#Attempts at once",
                "First family",
                "#Sockets in flight");
        connectors.forEach(this::connector);
        Table.close(html);
        html.close();
    }

    private void connector(ConnectorDescriptor connector) {
        html.open("tr").element("th", connector.name(), "scope", "row");
        Table.number(html, Words.milliseconds(connector.connectionAttemptDelayMs()));
        Table.number(html, Words.milliseconds(connector.resolutionDelayMs()));
        Double timeout = connector.attemptTimeoutMs();
        Table.number(html, timeout == null ? "none" : Words.milliseconds(timeout));
        Table.number(html, Words.milliseconds(connector.connectTimeoutMs()));
        Integer most = connector.maxConcurrentAttempts();
        Table.number(html, most == null ? "any number" : Words.number(most));
        String family = connector.preferredFamily();
        html.element("td", family == null ? "by routes" : Words.family(family));
        Table.number(html, sockets(connector));
        html.close();
    }

    private static String sockets(ConnectorDescriptor connector) {
        String sockets =
                Words.number(connector.socketsInFlight()) + " of " + Words.number(connector.maxSocketsInFlight());
        long waiting = connector.attemptsWaiting();
        return waiting == 0 ? sockets : sockets + ", " + Words.count(waiting, "attempt waits", "attempts wait");
    }
}
