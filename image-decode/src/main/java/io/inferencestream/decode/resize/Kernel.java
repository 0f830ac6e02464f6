package io.inferencestream.decode.resize;

/** A curve that weighs pixels by their distance from the place that is looked at. */
enum Kernel {
    TRIANGLE(1) {
        @Override
        double at(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /** Cubic convolution with a = -0.5, after R. Keys, IEEE Transactions on ASSP 29 (1981). */
    CUBIC(2) {
        @Override
        double at(double distance) {
            return cubic(Math.abs(distance), -0.5);
        }
    },
    /** Cubic convolution with a = -0.75. */
    SHARP_CUBIC(2) {
        @Override
        double at(double distance) {
            return cubic(Math.abs(distance), -0.75);
        }
    },
    LANCZOS(3) {
        @Override
        double at(double distance) {
            return Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0;
        }
    };

    private final int reach;

    Kernel(int reach) {
        this.reach = reach;
    }

    /** From this distance on, everything weighs nothing. */
    int reach() {
        return reach;
    }

    abstract double at(double distance);

    private static double cubic(double x, double a) {
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
