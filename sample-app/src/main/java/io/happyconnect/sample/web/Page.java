package io.happyconnect.sample.web;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What all pages have in common: the frame around their content, and headers that let a browser run nothing. */
final class Page {

    static final MediaType TYPE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Page() {}

    static ResponseEntity<String> response(HttpStatus status, String title, String content) {
        return ResponseEntity.status(status)
                .contentType(TYPE)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(html(title, content));
    }

    static String html(String title, String content) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%s</title>
                <link rel="stylesheet" href="/style.css"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                </head>
                <body>
                <main>
                %s</main>
                <footer>
                <nav aria-label="What Spring Boot Actuator knows">
                <h2>What Spring Boot Actuator knows</h2>
                <ul>
                <li><a href="/actuator/health">Health</a> of families, names and addresses</li>
                <li><a href="/actuator/happyconnect">Dashboard</a>: which address is bad, since when, and the latest races; JSON for
                programs</li>
                <li><a href="/actuator/metrics">Metrics</a>, all that begin with <code>happy.connect</code></li>
                <li><a href="/actuator/prometheus">Prometheus</a>, the same for a scrape</li>
                </ul>
                </nav>
                </footer>
                </body>
                </html>
                """.formatted(Html.escape(title), content);
    }
}
