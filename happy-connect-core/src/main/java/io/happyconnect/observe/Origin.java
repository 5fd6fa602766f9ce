package io.happyconnect.observe;

import io.happyconnect.candidate.Candidate;
import java.util.List;

/** Which names led to a candidate, in words; nothing if it was found under the name that was asked for. */
final class Origin {

    private static final int LONGEST = 120;

    private Origin() {}

    /** {@code orders-db -> db-1.example.com}, or empty. */
    static String of(Candidate candidate) {
        List<String> names = candidate.aliases();
        return PlainText.ends(PlainText.of((Object) String.join(" -> ", names)), LONGEST);
    }

    /** The same in brackets and after a blank, or empty. */
    static String inBrackets(Candidate candidate) {
        String names = of(candidate);
        return names.isEmpty() ? "" : " (" + names + ")";
    }
}
