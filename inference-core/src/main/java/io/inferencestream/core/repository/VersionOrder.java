package io.inferencestream.core.repository;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The order of versions: those that are no numbers first, then numbers by value. Within a name that is no number, digits
 * count by the value of their number: {@code v9} comes before {@code v10}, and {@code 1.9} before {@code 1.10}. Upper and lower case count alike.
 */
final class VersionOrder {
    private static final Pattern RUN = Pattern.compile("\\d+|\\D+");

    static final Comparator<String> OLDEST_FIRST = Comparator.comparing(VersionOrder::isNumber)
            .thenComparing(VersionOrder::compareRuns)
            .thenComparing(Comparator.naturalOrder());

    private VersionOrder() {}

    static boolean isNumber(String version) {
        return !version.isEmpty() && version.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int compareRuns(String one, String other) {
        List<String> ones = runs(one);
        List<String> others = runs(other);
        for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
            int order = compareRun(ones.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.size(), others.size());
    }

    private static int compareRun(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareToIgnoreCase(other);
    }

    private static List<String> runs(String version) {
        return RUN.matcher(version).results().map(MatchResult::group).toList();
    }
}
