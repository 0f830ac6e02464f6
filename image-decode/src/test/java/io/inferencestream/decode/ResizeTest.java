package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.Resizing;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw samples let the resizing be seen alone. */
class ResizeTest {
    private static byte[] resized(
            byte[] samples, int width, int height, int channels, ImageShape target, Resizing resizing) {
        String mediaType = "image/x-raw;width=" + width + ";height=" + height + ";channels=" + channels;
        return ((Pixels) Decoding.decode(samples, mediaType, target, resizing)).values();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void mixesNeighboursByTheDistanceOfTheirCentres() {
        byte[] wider = resized(bytes(0, 200), 2, 1, 1, new ImageShape(4, 1, 1), Resizing.STRETCH);

        assertThat(wider).isEqualTo(bytes(0, 50, 150, 200));
    }

    @Test
    void looksStraightAtTheFullResolutionWithoutSmoothing() {
        byte[] narrower = resized(bytes(10, 250, 30, 250, 250, 70), 6, 1, 1, new ImageShape(2, 1, 1), Resizing.STRETCH);

        assertThat(narrower).isEqualTo(bytes(250, 250));
    }

    @Test
    void mixesBothWays() {
        byte[] one = resized(bytes(0, 100, 200, 40), 2, 2, 1, new ImageShape(1, 1, 1), Resizing.STRETCH);

        assertThat(one).isEqualTo(bytes(85));
    }

    @Test
    void cutsTheMiddleOutForCenterCrop() {
        byte[] wide = bytes(9, 9, 1, 2, 8, 8, 9, 9, 3, 4, 8, 8);

        byte[] middle = resized(wide, 6, 2, 1, new ImageShape(2, 2, 1), Resizing.CENTER_CROP);

        assertThat(middle).isEqualTo(bytes(1, 2, 3, 4));
    }

    @Test
    void leavesTheRestBlackForLetterbox() {
        byte[] wide = bytes(10, 20, 30, 40, 50, 60, 70, 80);

        byte[] framed = resized(wide, 4, 2, 1, new ImageShape(4, 4, 1), Resizing.LETTERBOX);

        assertThat(framed).isEqualTo(bytes(0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0));
    }

    @Test
    void keepsAtLeastALineOfAVeryLongImageInALetterbox() {
        byte[] line = new byte[1000];
        java.util.Arrays.fill(line, (byte) 255);

        byte[] framed = resized(line, 1000, 1, 1, new ImageShape(3, 3, 1), Resizing.LETTERBOX);

        assertThat(framed).isEqualTo(bytes(0, 0, 0, 255, 255, 255, 0, 0, 0));
    }

    @Test
    void copiesWhatAlreadyHasTheShape() {
        byte[] samples = bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

        byte[] same = resized(samples, 2, 2, 3, new ImageShape(2, 2, 3), Resizing.STRETCH);

        assertThat(same).isEqualTo(samples).isNotSameAs(samples);
    }

    @Test
    void makesColoursOfGrayAndGrayOfColours() {
        byte[] coloured = resized(bytes(7, 250), 2, 1, 1, new ImageShape(2, 1, 3), Resizing.STRETCH);
        byte[] gray = resized(
                bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255),
                4,
                1,
                3,
                new ImageShape(4, 1, 1),
                Resizing.STRETCH);

        assertThat(coloured).isEqualTo(bytes(7, 7, 7, 250, 250, 250));
        assertThat(gray).isEqualTo(bytes(76, 150, 29, 255));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void agreesWithThePlainFormulaOnRandomImages(long seed) {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(60);
        int height = 1 + random.nextInt(60);
        int channels = random.nextBoolean() ? 1 : 3;
        ImageShape target = new ImageShape(1 + random.nextInt(40), 1 + random.nextInt(40), channels);
        byte[] samples = new byte[width * height * channels];
        random.nextBytes(samples);

        byte[] actual = resized(samples, width, height, channels, target, Resizing.STRETCH);

        for (int i = 0; i < actual.length; i++) {
            double expected = reference(samples, width, height, target, i);
            assertThat(actual[i] & 0xff)
                    .as("seed %d, %s, index %d", seed, target, i)
                    .isBetween((int) Math.floor(expected - 0.53), (int) Math.ceil(expected + 0.53));
        }
    }

    private static double reference(byte[] samples, int width, int height, ImageShape target, int index) {
        int channels = target.channels();
        int c = index % channels;
        int x = index / channels % target.width();
        int y = index / channels / target.width();
        double sx = Math.min(Math.max((x + 0.5) * width / target.width() - 0.5, 0), width - 1);
        double sy = Math.min(Math.max((y + 0.5) * height / target.height() - 0.5, 0), height - 1);
        int x0 = (int) sx;
        int y0 = (int) sy;
        int x1 = Math.min(x0 + 1, width - 1);
        int y1 = Math.min(y0 + 1, height - 1);
        double fx = sx - x0;
        double fy = sy - y0;
        double top = (samples[(y0 * width + x0) * channels + c] & 0xff) * (1 - fx)
                + (samples[(y0 * width + x1) * channels + c] & 0xff) * fx;
        double bottom = (samples[(y1 * width + x0) * channels + c] & 0xff) * (1 - fx)
                + (samples[(y1 * width + x1) * channels + c] & 0xff) * fx;
        return top * (1 - fy) + bottom * fy;
    }
}
