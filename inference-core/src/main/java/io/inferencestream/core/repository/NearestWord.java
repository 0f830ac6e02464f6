package io.inferencestream.core.repository;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses what a mistyped key was meant to be. */
final class NearestWord {

    private NearestWord() {}

    /** The known word with the fewest letters inserted, removed or changed; case does not count. */
    static String of(String word, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(
                        candidate -> distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Levenshtein's distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
