package io.happyconnect.sample.start;

import io.happyconnect.sample.connect.Comparison;
import io.happyconnect.sample.connect.Elapsed;
import io.happyconnect.sample.connect.Outcome;
import io.happyconnect.sample.connect.PlainSocket;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** A comparison for the log. */
@Component
final class ComparisonText {

    private static final int LONGEST_BAR = 60;

    private final PlainSocket plain;

    ComparisonText(PlainSocket plain) {
        this.plain = plain;
    }

    String plain(Comparison comparison) {
        String heading = "1. Plain java.net.Socket, address after address, " + Elapsed.text(plain.timeout())
                + " for each, as Apache HttpClient or Jetty do it";
        return Block.of(
                heading,
                comparison.plain().text()
                        + "\n\nLess careful clients fare worse: new Socket(host, port) tries the first address alone, and would"
                        + " still be waiting.");
    }

    String happy(Comparison comparison) {
        return Block.of("2. HappyConnector.connect", comparison.happy().timelines());
    }

    String okHttp(Comparison comparison) {
        Outcome outcome = comparison.okHttp();
        String connected = outcome.succeeded() ? "connected after " + Elapsed.text(outcome.connecting()) + ", " : "";
        return Block.of(
                "3. OkHttp through Happy Connect, GET http://" + comparison.target() + "/",
                connected + outcome.text() + " after " + Elapsed.text(outcome.elapsed()));
    }

    String bars(Comparison comparison) {
        Duration longest = comparison.plain().elapsed();
        return Block.of(
                "The same name, the same three addresses (on the second go: the first one loads classes)",
                bar("plain java.net.Socket", comparison.plain().elapsed(), longest)
                        + bar("Happy Connect", comparison.happy().elapsed(), longest)
                        + bar("OkHttp, answer included", comparison.okHttp().elapsed(), longest));
    }

    private static String bar(String label, Duration elapsed, Duration longest) {
        long length = Math.round((double) LONGEST_BAR * elapsed.toNanos() / longest.toNanos());
        String bar = "=".repeat((int) Math.max(1, Math.min(LONGEST_BAR, length)));
        return "%-23s  %7s  %s%n".formatted(label, Elapsed.text(elapsed), bar);
    }
}
