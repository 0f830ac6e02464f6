package io.inferencestream.core.answer;

/**
 * A rectangle in fractions of the upright image: 0 is its left or top edge, 1 its right or bottom edge.
 *
 * @param left from 0 to 1
 * @param top from 0 to 1
 * @param right from {@code left} to 1
 * @param bottom from {@code top} to 1
 */
public record Box(float left, float top, float right, float bottom) {
    public Box {
        if (!(0 <= left && left <= right && right <= 1) || !(0 <= top && top <= bottom && bottom <= 1)) {
            throw new IllegalArgumentException(
                    "a box must lie within the image: " + left + ", " + top + ", " + right + ", " + bottom);
        }
    }
}
