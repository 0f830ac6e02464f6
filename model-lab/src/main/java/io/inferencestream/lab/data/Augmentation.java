package io.inferencestream.lab.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Changes a picture at random in ways that leave its class as it is: mirrored, moved, partly covered.
 *
 * @param flip whether half of the pictures are mirrored left to right
 * @param shift most pixels a picture moves in each direction; what comes in is black; at least 0
 * @param cutout side of the square that is covered in black, in pixels; its centre is anywhere; 0 covers nothing
 */
public record Augmentation(boolean flip, int shift, int cutout) {
    /** Leaves every picture as it is. */
    public static final Augmentation NONE = new Augmentation(false, 0, 0);

    public Augmentation {
        if (shift < 0) {
            throw new IllegalArgumentException("shift must not be negative: " + shift);
        }
        if (cutout < 0) {
            throw new IllegalArgumentException("cutout must not be negative: " + cutout);
        }
    }

    /**
     * Changes one picture in place. Equal states of {@code random} make equal changes.
     *
     * @param pixels holds the picture from {@code offset} on, row by row, one byte a pixel
     */
    public void apply(byte[] pixels, int offset, int width, int height, SplittableRandom random) {
        if (flip && random.nextBoolean()) {
            mirror(pixels, offset, width, height);
        }
        if (shift > 0) {
            int right = random.nextInt(-shift, shift + 1);
            int down = random.nextInt(-shift, shift + 1);
            move(pixels, offset, width, height, right, down);
        }
        if (cutout > 0) {
            cover(pixels, offset, width, height, random.nextInt(width), random.nextInt(height));
        }
    }

    private static void mirror(byte[] pixels, int offset, int width, int height) {
        for (int y = 0; y < height; y++) {
            int left = offset + y * width;
            int right = left + width - 1;
            while (left < right) {
                byte swapped = pixels[left];
                pixels[left++] = pixels[right];
                pixels[right--] = swapped;
            }
        }
    }

    private static void move(byte[] pixels, int offset, int width, int height, int right, int down) {
        byte[] before = Arrays.copyOfRange(pixels, offset, offset + width * height);
        Arrays.fill(pixels, offset, offset + before.length, (byte) 0);
        int kept = width - Math.abs(right);
        for (int y = Math.max(0, down); kept > 0 && y < Math.min(height, height + down); y++) {
            int from = (y - down) * width + Math.max(0, -right);
            System.arraycopy(before, from, pixels, offset + y * width + Math.max(0, right), kept);
        }
    }

    private void cover(byte[] pixels, int offset, int width, int height, int centreX, int centreY) {
        int left = Math.max(0, centreX - cutout / 2);
        int right = Math.min(width, centreX - cutout / 2 + cutout);
        int bottom = Math.min(height, centreY - cutout / 2 + cutout);
        for (int y = Math.max(0, centreY - cutout / 2); y < bottom; y++) {
            Arrays.fill(pixels, offset + y * width + left, offset + y * width + right, (byte) 0);
        }
    }
}
