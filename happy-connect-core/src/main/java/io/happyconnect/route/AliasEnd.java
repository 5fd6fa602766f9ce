package io.happyconnect.route;

import io.happyconnect.name.Target;

/**
 * One thing an alias stands for.
 *
 * @param checked the target; its port counts only if it is the alias's own
 * @param ownPort whether the alias says which port
 * @param host the host as it was written
 */
record AliasEnd(Target checked, boolean ownPort, String host) {

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    /** Reads {@code host}, {@code host:port}, {@code host:service} or {@code unix:/path}. */
    static AliasEnd parse(String text) {
        if (text.startsWith("unix:")) {
            return new AliasEnd(Target.parse(text), true, text);
        }
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', bracket + 1);
        boolean isBareIpv6 = bracket < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        // A URL has two colons at most as well; let Target say what is wrong with it.
        if (colon < 0 || (isBareIpv6 && !text.contains("://"))) {
            return new AliasEnd(Target.of(text, ANY_PORT), false, text);
        }
        return new AliasEnd(Target.parse(text), true, text.substring(0, colon));
    }

    Target target(int askedPort) {
        return ownPort ? checked : Target.of(host, askedPort);
    }
}
