package io.inferencestream.core.outcome;

/**
 * The size of an image that stands upright, before it is resized for a model.
 *
 * @param width pixels across; at least 1
 * @param height pixels down; at least 1
 */
public record ImageSize(int width, int height) {}
