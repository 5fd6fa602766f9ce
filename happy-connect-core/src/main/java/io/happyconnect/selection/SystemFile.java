package io.happyconnect.selection;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Small text files of the system, which may be missing. */
final class SystemFile {

    /** The addresses of 15,000 interfaces, or a configuration that nobody wrote by hand. */
    static final int MAX_BYTES = 1 << 20;

    private SystemFile() {}

    /**
     * The text of a file as far as the limit, empty where there is none to be read. Not by a channel: those close for a thread
     * that was interrupted, and what came of it would be kept for others.
     */
    static String read(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException missing) {
            return "";
        }
    }
}
