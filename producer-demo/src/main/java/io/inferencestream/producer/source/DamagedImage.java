package io.inferencestream.producer.source;

/**
 * An image that cannot be predicted, and what a stream should say about it.
 *
 * @param image the damaged image, unlabelled
 * @param expectedReason the rejection reason to expect, e.g. {@code CORRUPT_IMAGE}
 */
public record DamagedImage(SourceImage image, String expectedReason) {}
