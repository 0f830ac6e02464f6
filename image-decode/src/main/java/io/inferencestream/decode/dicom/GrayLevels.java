package io.inferencestream.decode.dicom;

import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * Makes gray of eight bits of the samples of a monochrome image: rescaled, shown through the first window, and turned
 * where low values are bright.
 *
 * <p>Without a window up to 8 stored bits are shown as they are; of more, the range from the lowest to the highest value
 * of the frame is shown. Padding is black, and does not count for the range.
 */
final class GrayLevels {
    private static final int MODALITY_TABLE = 0x00283000;
    private static final int INTERCEPT = 0x00281052;
    private static final int SLOPE = 0x00281053;
    private static final int PADDING = 0x00280120;
    private static final int PADDING_LIMIT = 0x00280121;

    private final PixelModule module;
    private final double slope;
    private final double intercept;
    private final @Nullable Window window;
    private final int firstPadding;
    private final int lastPadding;

    private GrayLevels(
            PixelModule module, double slope, double intercept, @Nullable Window window, int padding, int limit) {
        this.module = module;
        this.slope = slope;
        this.intercept = intercept;
        this.window = window;
        this.firstPadding = Math.min(padding, limit);
        this.lastPadding = Math.max(padding, limit);
    }

    static GrayLevels read(DataSet data, PixelModule module) throws UndecodableException {
        if (data.has(MODALITY_TABLE)) {
            throw UndecodableException.unsupported("DICOM with a modality LUT sequence");
        }
        Double slope = data.number(SLOPE);
        Double intercept = data.number(INTERCEPT);
        if (slope != null && slope == 0) {
            throw UndecodableException.corrupt("DICOM with a rescale slope of 0");
        }
        int outside = Integer.MAX_VALUE;
        int padding = data.has(PADDING) ? module.value(data.u16(PADDING) & module.levels() - 1) : outside;
        int limit = data.has(PADDING) && data.has(PADDING_LIMIT)
                ? module.value(data.u16(PADDING_LIMIT) & module.levels() - 1)
                : padding;
        return new GrayLevels(
                module,
                slope == null ? 1 : slope,
                intercept == null ? 0 : intercept,
                Window.read(data),
                padding,
                limit);
    }

    /** Whether the frame's values have to be seen before one of them can be shown. */
    boolean needRange() {
        return window == null && module.storedBits() > 8;
    }

    /** Whether samples of 8 bits are levels already. */
    boolean areIdentity() {
        return window == null
                && module.storedBits() == 8
                && !module.isSigned()
                && slope > 0
                && firstPadding == Integer.MAX_VALUE
                && module.photometric() == Photometric.MONOCHROME2;
    }

    /** The lowest and the highest value of a frame, padding apart. */
    int[] range(FrameRows rows) throws UndecodableException {
        int[] words = new int[module.width()];
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int y = 0; y < module.height(); y++) {
            rows.next(words);
            for (int word : words) {
                int value = module.value(module.stored(word));
                if (value < firstPadding || value > lastPadding) {
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                }
            }
        }
        return new int[] {lowest, highest};
    }

    /** The range of all that the stored bits can tell. */
    int[] fullRange() {
        int lowest = module.isSigned() ? -module.levels() / 2 : 0;
        return new int[] {lowest, lowest + module.levels() - 1};
    }

    /**
     * The level of each pattern of stored bits.
     *
     * @param range lowest and highest value that are shown where there is no window
     */
    byte[] table(int[] range) {
        double atLowest = rescaled(range[0]);
        double span = rescaled(range[1]) - atLowest;
        double black = span < 0 ? rescaled(range[1]) : atLowest;
        byte[] table = new byte[module.levels()];
        for (int stored = 0; stored < table.length; stored++) {
            int value = module.value(stored);
            if (value >= firstPadding && value <= lastPadding) {
                continue;
            }
            double shown = window != null
                    ? window.apply(rescaled(value))
                    : span == 0 ? 0 : (rescaled(value) - black) / Math.abs(span);
            double level = module.photometric() == Photometric.MONOCHROME1 ? 1 - shown : shown;
            table[stored] = (byte) Math.round(255 * Math.max(0, Math.min(1, level)));
        }
        return table;
    }

    private double rescaled(int value) {
        return value * slope + intercept;
    }
}
