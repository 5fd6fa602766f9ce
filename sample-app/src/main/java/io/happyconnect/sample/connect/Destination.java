package io.happyconnect.sample.connect;

import io.happyconnect.name.Target;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where somebody wants to go.
 *
 * @param target host and port
 * @param url the whole URL, if it was one
 */
public record Destination(Target target, Optional<HttpUrl> url) {

    private static final int LONGEST = 2_000;

    /**
     * Reads what a person wrote: {@code example.com:443}, {@code example.com https}, {@code [2001:db8::1]:imaps} or
     * {@code https://example.com/}.
     *
     * @param text host and port, or a URL
     * @return the destination
     * @throws IllegalArgumentException if it is neither; the message is for whoever wrote it
     */
    public static Destination parse(String text) {
        String wanted = text.strip();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("say where to: host and port like example.com:443, or a URL");
        }
        if (wanted.length() > LONGEST) {
            throw new IllegalArgumentException("that is longer than " + LONGEST + " characters");
        }
        if (wanted.contains("://")) {
            return parseUrl(wanted);
        }
        String[] words = wanted.split("\\s+", 2);
        Target target = words.length == 2 ? Target.of(words[0], words[1]) : Target.parse(wanted);
        return new Destination(target, Optional.empty());
    }

    private static Destination parseUrl(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("'" + text + "' is no URL of the form http://host/ or https://host/");
        }
        return new Destination(Target.of(url.host(), url.port()), Optional.of(url));
    }

    /** {@return the URL, or host and port} */
    @Override
    public String toString() {
        return url.map(HttpUrl::toString).orElse(target.toString());
    }
}
