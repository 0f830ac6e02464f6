package io.inferencestream.kit.clients;

import java.time.Duration;

/**
 * Limits of Kafka Streams' clients.
 *
 * @param pollBytes max bytes that a poll hands out, as its records unfold to, but for a lone record; at least 1
 * @param producerBytes what a producer holds at most: what a thread sends between two commits needs no lower limit where it
 *     gets so much through; at least 1
 * @param commitTime how long a producer may take at a commit to get through what was sent; above zero
 * @param commitPatience how long a thread that is to commit first is not given records; above zero
 * @param stopsAtGaps whether the stream stops where it has no offset to read on from
 */
public record ClientLimits(
        long pollBytes, long producerBytes, Duration commitTime, Duration commitPatience, boolean stopsAtGaps) {
    public ClientLimits {
        if (pollBytes < 1 || producerBytes < 1) {
            throw new IllegalArgumentException(
                    "pollBytes and producerBytes must be at least 1: " + pollBytes + ", " + producerBytes);
        }
        if (!isPositive(commitTime) || !isPositive(commitPatience)) {
            throw new IllegalArgumentException(
                    "commitTime and commitPatience must be above zero: " + commitTime + ", " + commitPatience);
        }
    }

    private static boolean isPositive(Duration time) {
        return !time.isZero() && !time.isNegative();
    }
}
