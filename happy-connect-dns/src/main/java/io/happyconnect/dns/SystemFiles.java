package io.happyconnect.dns;

import java.nio.file.Path;

/** Where this system keeps its files. */
final class SystemFiles {

    private SystemFiles() {}

    static Path hosts() {
        String windows = System.getenv("SystemRoot");
        return windows == null ? Path.of("/etc/hosts") : Path.of(windows, "System32", "drivers", "etc", "hosts");
    }
}
