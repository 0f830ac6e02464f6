package io.inferencestream.core.repository;

import java.math.BigInteger;
import java.util.Comparator;

/** The order of versions: those that are no numbers by alphabet, then numbers by value. */
final class VersionOrder {

    static final Comparator<String> OLDEST_FIRST = Comparator.comparing(VersionOrder::isNumber)
            .thenComparing(version -> isNumber(version) ? new BigInteger(version) : BigInteger.ZERO)
            .thenComparing(Comparator.naturalOrder());

    private VersionOrder() {}

    static boolean isNumber(String version) {
        return !version.isEmpty() && version.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
