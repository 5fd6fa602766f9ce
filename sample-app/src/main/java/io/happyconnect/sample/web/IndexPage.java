package io.happyconnect.sample.web;

import io.happyconnect.sample.neighbourhood.BrokenNeighbourhood;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the sample is, and what a visitor can do with it. */
@Component
final class IndexPage {

    private static final String INTRODUCTION = """
            <header>
            <h1>Happy Connect</h1>
            <p>Behind one host name there are often several addresses, and now and then one of them does not answer. Most
            clients wait for it until a timeout; Happy Connect tries the next address a moment later, and takes the
            connection that stands first. Here you can watch it do so, and see what the
            <a href="/actuator/happyconnect">dashboard</a> of Actuator makes of it.</p>
            </header>
            """;

    @SuppressWarnings("InlineFormatString") // a page reads better beside the code than inside of it
    private static final String REFUSAL = """
            <p id="refusal" class="bad" role="alert">That cannot be: %s</p>
            """;

    private final Optional<BrokenNeighbourhood> neighbourhood;

    IndexPage(Optional<BrokenNeighbourhood> neighbourhood) {
        this.neighbourhood = neighbourhood;
    }

    /** The page as it is first seen. */
    String html() {
        return INTRODUCTION + form("", "") + comparison();
    }

    /** The page with what came of the form. */
    String withResult(String written, String result) {
        return INTRODUCTION + form(written, "") + result + comparison();
    }

    /** The page after something was written that cannot be. */
    String withRefusal(String written, String refusal) {
        return INTRODUCTION + form(written, refusal) + comparison();
    }

    /** The page with what came of the comparison. */
    String withComparison(String result) {
        return INTRODUCTION + form("", "") + comparison() + result;
    }

    private static String form(String written, String refusal) {
        boolean refused = !refusal.isEmpty();
        String error = refused ? REFUSAL.formatted(Html.escape(refusal)) : "";
        String attributes = refused ? " aria-invalid=\"true\"" : "";
        String describing = refused ? "hint refusal" : "hint";
        return """
                <section aria-labelledby="anywhere">
                <h2 id="anywhere">Connect to any host</h2>
                <form method="post" action="/connect#result">
                <label for="to">Host and port, or a URL</label>
                <div class="row">
                <input id="to" name="to" type="text" value="%s" required="required" maxlength="2000" autocomplete="off"
                autocapitalize="off" spellcheck="false" aria-describedby="%s"%s/>
                <button type="submit">Connect</button>
                </div>
                <p id="hint" class="hint">Such as <code>example.com:443</code>, <code>[2001:db8::1]:imaps</code> or
                <code>https://example.com/</code>. A URL is called through the <code>HappyConnector</code> bean, OkHttp and
                RestClient. This goes wherever it is told to, so unless configured otherwise only this machine is let in.</p>
                %s</form>
                </section>
                """.formatted(Html.escape(written), describing, attributes, error);
    }

    private String comparison() {
        return neighbourhood.map(IndexPage::button).orElse("""
                <section aria-labelledby="broken">
                <h2 id="broken">Compare</h2>
                <p>There is no broken neighbourhood to compare in: it is switched off, or this machine cannot have one and the
                log of the start says why.</p>
                </section>
                """);
    }

    private static String button(BrokenNeighbourhood neighbourhood) {
        return """
                <section aria-labelledby="broken">
                <h2 id="broken">Compare in a broken neighbourhood</h2>
                <p><code>%s</code> has three addresses, all on this machine: the first is silent, the second refuses, the
                third answers.</p>
                <form method="post" action="/compare#comparison">
                <button type="submit">Compare plain Socket with Happy Connect</button>
                <p class="hint">Takes a few seconds: that is how long plain Socket waits.</p>
                </form>
                </section>
                """.formatted(Html.escape(neighbourhood.target().toString()));
    }
}
