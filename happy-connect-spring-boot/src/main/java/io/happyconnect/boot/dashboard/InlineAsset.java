package io.happyconnect.boot.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A style sheet or a script that is part of the page, because beside it there is no address left for it: everything below the
 * endpoint's is a target.
 *
 * @param text what it says
 * @param hash the source expression that lets it, and nothing else, run under a Content-Security-Policy
 */
record InlineAsset(String text, String hash) {

    static InlineAsset read(String name) {
        try (InputStream in = InlineAsset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside " + InlineAsset.class.getName());
            }
            byte[] bytes = in.readAllBytes();
            return new InlineAsset(new String(bytes, StandardCharsets.UTF_8), hash(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
