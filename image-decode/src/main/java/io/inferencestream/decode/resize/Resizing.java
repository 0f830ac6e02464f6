package io.inferencestream.decode.resize;

import java.util.Locale;

/**
 * How an image of any shape becomes the model's input. It is part of the model: one that was trained on smoothed images
 * names other classes for images that are not.
 *
 * @param mode which part of the image is scaled to which size
 * @param size pixels of the shorter side before the middle is kept; 0 where none is given. Not for a letterbox
 * @param crop the part of the scaled side that is kept, in (0, 1]: the size before is the target's divided by it, rounded
 *     down; 0 where none is given. At most one of size and crop is
 * @param filter how pixels are mixed
 * @param antialias whether the filter grows with the reduction, so that every pixel of the image has its part
 * @param padColor of what the image does not cover, 0xRRGGBB
 * @param padAt where the image lies in a letterbox; CENTER for other modes, whatever is given
 * @param rounding of the shorter side in a letterbox; HALF_UP for other modes, whatever is given
 */
public record Resizing(
        ResizeMode mode,
        int size,
        double crop,
        ResizeFilter filter,
        boolean antialias,
        int padColor,
        PadAt padAt,
        SideRounding rounding) {
    /** What {@code resize: stretch} means: bilinear, no antialiasing. */
    public static final Resizing STRETCH = of(ResizeMode.STRETCH);

    /** What {@code resize: center-crop} means: bilinear, no antialiasing; exactly the middle, to parts of a pixel. */
    public static final Resizing CENTER_CROP = of(ResizeMode.CENTER_CROP);

    /** What {@code resize: letterbox} means: bilinear, no antialiasing, black and centred. */
    public static final Resizing LETTERBOX = of(ResizeMode.LETTERBOX);

    /** A longer side than any format has. */
    public static final int MAX_SIZE = 1 << 14;

    public Resizing {
        if (size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("size must be from 1 to " + MAX_SIZE + ", or 0 for none: " + size);
        }
        if (!(crop >= 0 && crop <= 1)) {
            throw new IllegalArgumentException("crop must be above 0 and at most 1, or 0 for none: " + crop);
        }
        if (size != 0 && crop != 0) {
            throw new IllegalArgumentException("size and crop exclude each other: " + size + " and " + crop);
        }
        if (mode == ResizeMode.LETTERBOX && (size != 0 || crop != 0)) {
            throw new IllegalArgumentException("a letterbox has neither size nor crop: " + size + " and " + crop);
        }
        if ((padColor & ~0xffffff) != 0) {
            throw new IllegalArgumentException("padColor must be from 0 to 0xffffff: " + padColor);
        }
        if (mode != ResizeMode.LETTERBOX) {
            padAt = PadAt.CENTER;
            rounding = SideRounding.HALF_UP;
        }
    }

    /** Plain: bilinear, no antialiasing, black, centred. */
    public static Resizing of(ResizeMode mode) {
        return new Resizing(mode, 0, 0, ResizeFilter.BILINEAR, false, 0, PadAt.CENTER, SideRounding.HALF_UP);
    }

    /** Returns a copy that scales the shorter side to {@code pixels} before it keeps the middle; see {@link #size}. */
    public Resizing withSize(int pixels) {
        return new Resizing(mode, pixels, 0, filter, antialias, padColor, padAt, rounding);
    }

    /** Returns a copy that keeps this part of the scaled side; see {@link #crop}. */
    public Resizing withCrop(double part) {
        return new Resizing(mode, 0, part, filter, antialias, padColor, padAt, rounding);
    }

    /** Returns a copy with another filter. */
    public Resizing withFilter(ResizeFilter other, boolean isAntialiased) {
        return new Resizing(mode, size, crop, other, isAntialiased, padColor, padAt, rounding);
    }

    /** Returns a copy with another padding. */
    public Resizing withPadding(int color, PadAt at, SideRounding shorterSide) {
        return new Resizing(mode, size, crop, filter, antialias, color, at, shorterSide);
    }

    /** For a person, in a card's words: {@code center-crop of 256, bilinear, antialiased}. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(word(mode));
        if (size != 0) {
            words.append(" of ").append(size);
        } else if (crop != 0) {
            words.append(" of ").append(crop);
        }
        words.append(", ").append(word(filter)).append(antialias ? ", antialiased" : ", not antialiased");
        if (mode == ResizeMode.LETTERBOX) {
            words.append(String.format(", padded with #%06x", padColor));
            words.append(padAt == PadAt.CENTER ? " around it" : " right and below");
        }
        return words.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
