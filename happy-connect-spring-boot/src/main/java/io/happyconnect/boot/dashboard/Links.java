package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.TargetDescriptor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where links lead, relative to the page: the paths before it are known to proxies and base paths only.
 *
 * @param name the last part of the path of the endpoint
 * @param below whether the page is that of a target, which is below the endpoint
 */
record Links(String name, boolean below) {

    /** Not to a Unix domain socket: servers refuse the slashes of its path within one part of theirs. */
    static boolean canLeadTo(TargetDescriptor target) {
        return target.port() != 0;
    }

    String target(String target) {
        String encoded = URLEncoder.encode(target, StandardCharsets.UTF_8).replace("+", "%20");
        return (below ? "../" : "") + name + "/" + encoded;
    }

    String all() {
        return "../" + name;
    }
}
