package io.inferencestream.lab.data;

import io.inferencestream.decode.image.ImageShape;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Changes an image at random in ways that leave its class as it is.
 *
 * @param flip whether half of the images are mirrored left to right
 * @param shift most pixels an image moves in each direction; what comes in is black; at least 0
 * @param cutout side of the square that is covered in black, in pixels; its centre is anywhere; 0 covers nothing
 * @param rotate most degrees an image turns either way; what comes in is as the edge was; from 0 to 180
 * @param crop smallest share of each side that is kept and stretched to the whole; above 0, 1 crops nothing
 * @param brightness most that all pixels become brighter or darker by, as a share of white; from 0 to 1
 */
public record Augmentation(boolean flip, int shift, int cutout, float rotate, float crop, float brightness) {
    /** Leaves every image as it is. */
    public static final Augmentation NONE = new Augmentation(false, 0, 0);

    public Augmentation {
        require(shift >= 0, "shift must not be negative: " + shift);
        require(cutout >= 0, "cutout must not be negative: " + cutout);
        require(rotate >= 0 && rotate <= 180, "rotate must be from 0 to 180: " + rotate);
        require(crop > 0 && crop <= 1, "crop must be above 0, at most 1: " + crop);
        require(brightness >= 0 && brightness <= 1, "brightness must be from 0 to 1: " + brightness);
    }

    /** Mirrors, moves and covers only. */
    public Augmentation(boolean flip, int shift, int cutout) {
        this(flip, shift, cutout, 0, 1, 0);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Changes one image in place. Equal states of {@code random} make equal changes.
     *
     * @param pixels holds the image from {@code offset} on, row by row, channels of a pixel together
     */
    public void apply(byte[] pixels, int offset, ImageShape shape, SplittableRandom random) {
        if (flip && random.nextBoolean()) {
            mirror(pixels, offset, shape);
        }
        if (rotate > 0 || crop < 1) {
            turn(pixels, offset, shape, random);
        }
        if (shift > 0) {
            int right = random.nextInt(-shift, shift + 1);
            int down = random.nextInt(-shift, shift + 1);
            move(pixels, offset, shape, right, down);
        }
        if (brightness > 0) {
            brighten(pixels, offset, shape, (float) (255 * brightness * (2 * random.nextDouble() - 1)));
        }
        if (cutout > 0) {
            cover(pixels, offset, shape, random.nextInt(shape.width()), random.nextInt(shape.height()));
        }
    }

    private static void mirror(byte[] pixels, int offset, ImageShape shape) {
        int channels = shape.channels();
        for (int y = 0; y < shape.height(); y++) {
            int left = offset + y * shape.width() * channels;
            int right = left + (shape.width() - 1) * channels;
            for (; left < right; left += channels, right -= channels) {
                for (int c = 0; c < channels; c++) {
                    byte swapped = pixels[left + c];
                    pixels[left + c] = pixels[right + c];
                    pixels[right + c] = swapped;
                }
            }
        }
    }

    private void turn(byte[] pixels, int offset, ImageShape shape, SplittableRandom random) {
        double angle = Math.toRadians(rotate * (2 * random.nextDouble() - 1));
        double scale = 1 - (1 - crop) * random.nextDouble();
        double freeX = (1 - scale) * shape.width() * (random.nextDouble() - 0.5);
        double freeY = (1 - scale) * shape.height() * (random.nextDouble() - 0.5);
        new Resampling(shape, angle, scale, freeX, freeY).apply(pixels, offset);
    }

    private static void move(byte[] pixels, int offset, ImageShape shape, int right, int down) {
        byte[] before = Arrays.copyOfRange(pixels, offset, offset + shape.bytes());
        Arrays.fill(pixels, offset, offset + before.length, (byte) 0);
        int row = shape.width() * shape.channels();
        int kept = row - Math.abs(right) * shape.channels();
        for (int y = Math.max(0, down); kept > 0 && y < Math.min(shape.height(), shape.height() + down); y++) {
            int from = (y - down) * row + Math.max(0, -right) * shape.channels();
            System.arraycopy(before, from, pixels, offset + y * row + Math.max(0, right) * shape.channels(), kept);
        }
    }

    private static void brighten(byte[] pixels, int offset, ImageShape shape, float by) {
        for (int i = offset; i < offset + shape.bytes(); i++) {
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round((pixels[i] & 0xff) + by)));
        }
    }

    private void cover(byte[] pixels, int offset, ImageShape shape, int centreX, int centreY) {
        int channels = shape.channels();
        int left = Math.max(0, centreX - cutout / 2);
        int right = Math.min(shape.width(), centreX - cutout / 2 + cutout);
        int bottom = Math.min(shape.height(), centreY - cutout / 2 + cutout);
        for (int y = Math.max(0, centreY - cutout / 2); y < bottom; y++) {
            int row = offset + y * shape.width() * channels;
            Arrays.fill(pixels, row + left * channels, row + right * channels, (byte) 0);
        }
    }
}
