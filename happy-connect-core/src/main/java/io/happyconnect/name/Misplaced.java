package io.happyconnect.name;

/**
 * What people and configuration files put where a host belongs: nothing, blanks, a URL, a user, a header. Each gets
 * its own answer, because "invalid host" helps nobody.
 */
final class Misplaced {

    /** Room for the longest name, its dot and a service; IDN mapping never has to chew on more. */
    static final int MAX_LENGTH = 320;

    private Misplaced() {}

    /** Refuses text that is neither a host nor a host and port, whatever the rest of it says. */
    static void refuse(Wanted wanted, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(wanted.argument() + " is empty: allowed is " + wanted.allowed());
        }
        text.codePoints().forEach(codePoint -> refuseInvisible(codePoint, wanted, text));
        if (UnixPath.isMeant(text)) {
            throw refusal(
                    wanted, text, "is a Unix domain socket, which has no port: pass it to Target.parse, for channels");
        }
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            throw refusal(wanted, text, "is a URL: pass only " + insteadOfUrl(wanted, text, scheme));
        }
        if (text.length() > MAX_LENGTH) {
            throw refusal(wanted, text, "is too long: a host has at most 253 characters");
        }
        text.chars().forEach(c -> refuseDelimiter((char) c, wanted, text));
    }

    private static void refuseInvisible(int codePoint, Wanted wanted, String text) {
        if (Character.isISOControl(codePoint)) {
            throw refusal(wanted, text, "contains a control character: allowed is " + wanted.allowed());
        }
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            throw refusal(wanted, text, "contains a blank: allowed is " + wanted.allowed());
        }
    }

    private static void refuseDelimiter(char c, Wanted wanted, String text) {
        if (c == '@') {
            throw refusal(wanted, text, "has a user: pass only what follows the '@'");
        }
        if (isEndOfAuthority(c)) {
            throw refusal(wanted, text, "has a path or query: pass only what precedes the '" + c + "'");
        }
    }

    private static boolean isEndOfAuthority(char c) {
        return c == '/' || c == '\\' || c == '?' || c == '#';
    }

    private static String insteadOfUrl(Wanted wanted, String text, int scheme) {
        String authority = authority(text, scheme + "://".length());
        int colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        if (host.isEmpty()) {
            return wanted.allowed();
        }
        if (wanted == Wanted.HOST) {
            return "its host, " + Refusal.quoted(host);
        }
        String service = text.substring(text.lastIndexOf(':', scheme - 1) + 1, scheme);
        return "its host and port, " + Refusal.quoted(host + ":" + (port.isEmpty() ? service : port));
    }

    /** Host and port of a URL, without the user. */
    private static String authority(String url, int from) {
        int to = from;
        while (to < url.length() && !isEndOfAuthority(url.charAt(to))) {
            to++;
        }
        String authority = url.substring(from, to);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static IllegalArgumentException refusal(Wanted wanted, String text, String why) {
        return Refusal.of(wanted.argument(), text, why);
    }
}
