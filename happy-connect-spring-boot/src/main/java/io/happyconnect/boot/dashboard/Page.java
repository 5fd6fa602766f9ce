package io.happyconnect.boot.dashboard;

import java.time.Instant;
import java.util.function.Consumer;

/** What all views have in common: head, title, the controls of the script, and a policy by which nothing else can run. */
final class Page {

    private static final InlineAsset STYLE = InlineAsset.read("dashboard.css");
    private static final InlineAsset SCRIPT = InlineAsset.read("dashboard.js");
    private static final String ICON = "data:image/svg+xml,"
            + "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' stroke='%23188a55' stroke-width='2.4'%3E"
            + "%3Cpath d='M1 4h13M1 8h5M1 12h8'/%3E%3C/svg%3E";

    /** An endpoint cannot set headers, so this is in the page. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src " + STYLE.hash() + "; script-src "
            + SCRIPT.hash() + "; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'";

    private Page() {}

    static String html(String title, Instant now, Consumer<Html> main) {
        Html html = new Html().verbatim("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(html, title);
        html.open("body");
        html.element("a", "Skip to the races", "class", "skip", "href", "#races");
        header(html, now);
        html.open("main", "id", "happy-connect");
        main.accept(html);
        html.close();
        html.open("script").verbatim(SCRIPT.text()).close();
        return html.close().close().toString();
    }

    private static void head(Html html, String title) {
        html.open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", CONTENT_SECURITY_POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", title);
        html.empty("link", "rel", "icon", "href", ICON);
        html.open("style").verbatim(STYLE.text()).close();
        html.close();
    }

    // Outside of what the script replaces: a button keeps the focus, and the status speaks only when there is news.
    private static void header(Html html, Instant now) {
        html.open("header", "class", "bar");
        html.element("h1", "Happy Connect");
        html.open("p", "class", "clock").text("as of ");
        html.open("span", "id", "as-of");
        new Moments(now).at(html, now);
        html.close().close();
        // What is so without the script, which changes it.
        html.element("p", "Reload for what has happened since.", "id", "status", "role", "status");
        html.element("button", "Pause", "id", "pause", "type", "button", "hidden", "");
        html.close();
    }
}
