package io.happyconnect.selection;

import java.util.List;
import java.util.Random;

/** Texts made of the pieces of a format, now and then with a character of any kind, and now and then damaged. */
final class FuzzedText {

    private final Random random;
    private final List<String> pieces;

    FuzzedText(Random random, String... pieces) {
        this.random = random;
        this.pieces = List.of(pieces);
    }

    String next(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(20) == 0
                            ? Character.toString(random.nextInt(0x300))
                            : pieces.get(random.nextInt(pieces.size())));
        }
        if (random.nextInt(4) == 0 && text.length() > 1) {
            text.deleteCharAt(random.nextInt(text.length()));
        }
        return text.toString();
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(c < ' ' || c > '~' ? String.format("\\u%04x", c) : (char) c));
        return quoted.append('"').toString();
    }
}
