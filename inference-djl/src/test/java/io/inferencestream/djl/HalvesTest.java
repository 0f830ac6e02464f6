package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HalvesTest {
    private static final int HALVES_BELOW_INFINITY = 0x7C00;

    /** By the definition of the format, not by bits. */
    private static double value(int half) {
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        return exponent == 0 ? Math.scalb(fraction, -24) : Math.scalb(1024 + fraction, exponent - 25);
    }

    @Test
    void leavesEveryHalfAsItIs() {
        for (int half = 0; half < HALVES_BELOW_INFINITY; half++) {
            assertThat(Halves.of((float) value(half))).isEqualTo((short) half);
            assertThat(Halves.of((float) -value(half))).isEqualTo((short) (half | 0x8000));
        }
    }

    @Test
    void roundsToTheNearestAndTiesToEven() {
        for (int half = 0; half < HALVES_BELOW_INFINITY - 1; half++) {
            float middle = (float) ((value(half) + value(half + 1)) / 2); // exact: it has one bit more
            int even = half % 2 == 0 ? half : half + 1;

            assertThat(Halves.of(middle)).as("between %d and the next", half).isEqualTo((short) even);
            assertThat(Halves.of(Math.nextDown(middle))).isEqualTo((short) half);
            assertThat(Halves.of(Math.nextUp(middle))).isEqualTo((short) (half + 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"65519.996, 7BFF", "65520, 7C00", "-Infinity, FC00", "NaN, 7E00", "1e-10, 0", "-1e-30, 8000"})
    void goesToInfinityAndToNothingAtTheEnds(float value, String half) {
        assertThat(Halves.of(value)).isEqualTo((short) Integer.parseInt(half, 16));
    }
}
