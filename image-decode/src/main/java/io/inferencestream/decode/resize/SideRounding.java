package io.inferencestream.decode.resize;

/** How the shorter side of a letterboxed image becomes a whole number of pixels. */
public enum SideRounding {
    /** To the nearest, a half upwards. */
    HALF_UP,
    /** To the nearest, a half to the even number, as Python's {@code round} does: Ultralytics, Pillow. */
    HALF_EVEN,
    /** Downwards: TensorFlow's {@code resize_with_pad}, YOLOX. */
    DOWN;

    int round(double side) {
        return (int)
                switch (this) {
                    case HALF_UP -> Math.round(side);
                    case HALF_EVEN -> (long) Math.rint(side);
                    case DOWN -> (long) Math.floor(side);
                };
    }
}
