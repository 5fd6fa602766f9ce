package io.happyconnect.sample.start;

/** Several lines that are one entry of the log: a heading, and below it, indented, the rest. */
final class Block {

    private Block() {}

    static String of(String heading, String body) {
        return heading + "\n\n" + body.strip().replaceAll("(?m)^(?=.)", "    ") + "\n";
    }
}
