package io.inferencestream.producer.source;

/**
 * A picture that cannot be predicted, and what a stream should say about it.
 *
 * @param picture the damaged picture, unlabelled
 * @param expectedReason the rejection reason to expect, e.g. {@code CORRUPT_IMAGE}
 */
public record DamagedPicture(Picture picture, String expectedReason) {}
