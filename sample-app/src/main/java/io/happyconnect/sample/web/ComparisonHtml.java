package io.happyconnect.sample.web;

import io.happyconnect.sample.connect.Comparison;
import io.happyconnect.sample.connect.Elapsed;
import java.time.Duration;

/** A comparison for the page: plain Socket beside Happy Connect, and OkHttp below. */
final class ComparisonHtml {

    private ComparisonHtml() {}

    static String of(Comparison comparison) {
        Duration longest = comparison.plain().elapsed();
        return """
                <section aria-labelledby="comparison">
                <h2 id="comparison">%s, connected both ways</h2>
                <div class="beside">
                <article>
                <h3>Plain java.net.Socket</h3>
                %s<p>One address after the other with a timeout for each, as Apache HttpClient or Jetty do it. A
                single <code>new Socket(host, port)</code> tries the first one alone, and without a timeout.</p>
                %s</article>
                <article>
                <h3>Happy Connect</h3>
                %s<p>The next address is tried after the connection attempt delay, or at once after a failure, while the
                attempts before it go on. When one connects, the rest is dropped.</p>
                </article>
                </div>
                %s%s</section>
                """.formatted(
                Html.escape(comparison.target().toString()),
                time(longest, longest),
                Html.preformatted("What plain Socket did", comparison.plain().text()),
                time(comparison.happy().elapsed(), longest),
                OutcomeHtml.timelines("Happy Connect", comparison.happy()),
                OutcomeHtml.of("OkHttp through Happy Connect", comparison.okHttp()));
    }

    private static String time(Duration elapsed, Duration longest) {
        long most = longest.toMillis();
        return """
                <p class="time">%s</p>
                <meter min="0" low="%d" high="%d" max="%d" optimum="0" value="%d" aria-hidden="true"></meter>
                """.formatted(Elapsed.text(elapsed), most / 4, most / 2, most, elapsed.toMillis());
    }
}
