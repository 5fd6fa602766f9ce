package io.happyconnect.boot.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/** Keeps cookies in memory, as long as they are valid and there is room. Safe for any thread. */
final class MemoryCookieJar implements CookieJar {

    /** RFC 6265 §6.1: at least 3000 cookies in total. */
    private static final int MOST = 3_000;

    private final Map<Key, Cookie> cookies = new LinkedHashMap<>(); // guarded by this

    /** RFC 6265 §5.3: what makes a cookie replace another. */
    private record Key(String name, String domain, String path) {}

    @Override
    public synchronized void saveFromResponse(HttpUrl url, List<Cookie> received) {
        for (Cookie cookie : received) {
            Key key = new Key(cookie.name(), cookie.domain(), cookie.path());
            if (hasExpired(cookie)) {
                cookies.remove(key);
            } else {
                cookies.put(key, cookie);
            }
        }
        while (cookies.size() > MOST) {
            cookies.remove(cookies.keySet().iterator().next());
        }
    }

    @Override
    public synchronized List<Cookie> loadForRequest(HttpUrl url) {
        cookies.values().removeIf(MemoryCookieJar::hasExpired);
        List<Cookie> matching = new ArrayList<>();
        for (Cookie cookie : cookies.values()) {
            if (cookie.matches(url)) {
                matching.add(cookie);
            }
        }
        // RFC 6265 §5.4: longer paths first.
        matching.sort(Comparator.comparingInt((Cookie cookie) -> cookie.path().length())
                .reversed());
        return matching;
    }

    private static boolean hasExpired(Cookie cookie) {
        return cookie.expiresAt() <= System.currentTimeMillis();
    }
}
