package io.inferencestream.chaos.verify;

import java.util.List;

/**
 * What was found when every record was looked at.
 *
 * @param records in the images' topic
 * @param predicted outcomes that are predictions
 * @param rejected outcomes that are dead letters
 * @param missing records without an outcome
 * @param doubled records with more than one
 * @param reordered records whose first outcome stands behind a later record's, in a partition of its topic; where
 *     outcomes must not be repeated, any outcome that does
 * @param misjudged outcomes of another kind than the record's own: dead letters that should be predictions or the
 *     reverse, other reasons, another image's prediction
 * @param altered outcomes that do not carry the record's key, or dead letters that are not the record as it was
 * @param strangers outcomes of no record, and records that nobody sent or that were sent twice
 * @param findings some of these, in words
 */
public record Verdict(
        long records,
        long predicted,
        long rejected,
        long missing,
        long doubled,
        long reordered,
        long misjudged,
        long altered,
        long strangers,
        List<String> findings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether it is what the guarantee promises. */
    public boolean holds(boolean isExactlyOnce) {
        boolean isRight = missing == 0 && misjudged == 0 && altered == 0 && strangers == 0 && reordered == 0;
        return isRight && (!isExactlyOnce || doubled == 0);
    }
}
