package io.inferencestream.core.answer;

import org.jspecify.annotations.Nullable;

/**
 * A named point of an object, such as an eye or an elbow.
 *
 * @param name what it is
 * @param x fraction of the upright image's width, from its left edge; outside 0 to 1 where the model placed it outside
 * @param y fraction of the upright image's height, from its top edge
 * @param confidence from 0 to 1; null where the model says none
 */
public record Keypoint(
        String name, float x, float y, @Nullable Float confidence) {}
