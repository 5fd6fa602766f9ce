package io.happyconnect.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** Opens pages and presses buttons. Runs no scripts and keeps no connections. */
final class Browser {

    private final String origin;

    Browser(RunningSample sample) {
        this.origin = "http://localhost:" + sample.port();
    }

    Page open(String path) throws IOException {
        return exchange(path, null);
    }

    /** Fills in the form that has this button and presses it. */
    Page press(Page page, String button, Map<String, String> written) throws IOException {
        Element form = page.form(button);
        String body = written.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String action = form.getAttribute("action");
        return exchange(action.substring(0, action.indexOf('#')), body);
    }

    private Page exchange(String path, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(origin + path).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Accept", "text/html,*/*;q=0.8");
        if (body != null) {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Page(
                    status,
                    Objects.requireNonNullElse(connection.getHeaderField("Content-Security-Policy"), ""),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
