package io.inferencestream.decode.dicom;

import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a gray image are shown between black and white, and how: DICOM PS3.3, C.11.2.1.2 and C.11.2.1.3.
 *
 * @param width at least 1 for {@link Shape#LINEAR}, above 0 for the others
 */
record Window(double center, double width, Shape shape) {
    private static final int CENTER = 0x00281050;
    private static final int WIDTH = 0x00281051;
    private static final int FUNCTION = 0x00281056;
    private static final int TABLE = 0x00283010;

    enum Shape {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID
    }

    /** The first window that the data set tells; null where it tells none. */
    static @Nullable Window read(DataSet data) throws UndecodableException {
        Double center = data.number(CENTER);
        Double width = data.number(WIDTH);
        if (center == null || width == null) {
            if (data.has(TABLE)) {
                throw UndecodableException.unsupported("DICOM with a VOI LUT sequence and no window");
            }
            return null;
        }
        Shape shape = switch (data.text(FUNCTION)) {
            case "", "LINEAR" -> Shape.LINEAR;
            case "LINEAR_EXACT" -> Shape.LINEAR_EXACT;
            case "SIGMOID" -> Shape.SIGMOID;
            default -> throw UndecodableException.unsupported("DICOM with an unknown VOI LUT function");
        };
        if (shape == Shape.LINEAR ? width < 1 : width <= 0) {
            throw UndecodableException.corrupt("DICOM with a window of impossible width");
        }
        return new Window(center, width, shape);
    }

    /** Where a value lies between black, 0, and white, 1. */
    double apply(double value) {
        return switch (shape) {
            case LINEAR -> linear(value, center - 0.5, width - 1);
            case LINEAR_EXACT -> linear(value, center, width);
            case SIGMOID -> 1 / (1 + Math.exp(-4 * (value - center) / width));
        };
    }

    private static double linear(double value, double middle, double span) {
        if (value <= middle - span / 2) {
            return 0;
        }
        return value > middle + span / 2 ? 1 : (value - middle) / span + 0.5;
    }
}
