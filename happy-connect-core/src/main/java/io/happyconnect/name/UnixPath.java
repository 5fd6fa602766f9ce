package io.happyconnect.name;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path of a Unix domain socket, as people write it after {@code unix:}. */
final class UnixPath {

    static final String SCHEME = "unix:";

    /** What the JDK takes on Linux, where the kernel has room for 108 bytes. */
    private static final int MOST_BYTES = 106;

    private static final String ALLOWED =
            "allowed is unix: and an absolute path of at most " + MOST_BYTES + " bytes, like unix:/run/app.sock";

    private UnixPath() {}

    /** Whether it can be nothing else: {@code unix:443} and {@code unix:https} are a host of that name. */
    static boolean isMeant(String target) {
        return target.startsWith(SCHEME)
                && (target.length() == SCHEME.length()
                        || target.indexOf('/') >= 0
                        || target.indexOf('\\') >= 0
                        || target.indexOf('.') >= 0);
    }

    static Path parse(String target) {
        try {
            return checked(Path.of(target.substring(SCHEME.length())));
        } catch (InvalidPathException cannotBe) {
            throw Refusal.of("target", target, "is no path: " + ALLOWED);
        }
    }

    static Path checked(Path path) {
        String text = SCHEME + path;
        if (!path.isAbsolute()) {
            throw Refusal.of("target", text, "has no absolute path: " + ALLOWED);
        }
        if (path.getNameCount() == 0) {
            throw Refusal.of("target", text, "has no file: " + ALLOWED);
        }
        // A way back leads elsewhere if a part before it is a link, so what is written and what is reached could be two
        // things.
        if (!path.equals(path.normalize())) {
            throw Refusal.of("target", text, "has a part '.' or '..': " + ALLOWED);
        }
        if (!text.codePoints().allMatch(Refusal::prints)) {
            throw Refusal.of("target", text, "contains a control character: " + ALLOWED);
        }
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw Refusal.of("target", text, "has a path of " + bytes + " bytes: " + ALLOWED);
        }
        return path;
    }
}
