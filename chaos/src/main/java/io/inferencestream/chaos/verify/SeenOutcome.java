package io.inferencestream.chaos.verify;

import java.util.Optional;

/**
 * An outcome as a consumer of committed records sees it.
 *
 * @param inputPartition partition of the record it is for
 * @param inputOffset offset of the record it is for
 * @param rejection why the record was rejected; empty for a prediction
 * @param claim what a prediction says: image's name and class; empty for a dead letter
 * @param fingerprint of the key, and of a dead letter's value; see {@link Fingerprint}
 */
public record SeenOutcome(
        int inputPartition, long inputOffset, Optional<String> rejection, String claim, int fingerprint) {}
