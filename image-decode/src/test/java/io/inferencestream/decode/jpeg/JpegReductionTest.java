package io.inferencestream.decode.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.ImageFiles;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.Resizing;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A large JPEG whose blocks are transformed to fewer samples gives what all samples give, to a level or two. */
class JpegReductionTest {
    private static final int WIDTH = 1203;
    private static final int HEIGHT = 1101;

    /** Reductions of 5.5, 11 and 36.7 times down: 4, 2 and 1 samples of 8. */
    @ParameterizedTest
    @CsvSource({
        "200, BILINEAR",
        "100, BILINEAR",
        "30, BILINEAR",
        "200, BICUBIC",
        "100, BICUBIC",
        "100, LANCZOS",
        "30, LANCZOS"
    })
    void isWithinTwoLevelsOfAllSamples(int side, ResizeFilter filter) {
        BufferedImage image = landscape();
        Resizing resizing = Resizing.STRETCH.withFilter(filter, true);
        for (byte[] jpeg : new byte[][] {
            ImageFiles.jpeg(image), ImageFiles.progressiveJpeg(image), ImageFiles.jpegWithRestarts(image, 7)
        }) {
            for (int channels : new int[] {1, 3}) {
                Pixels whole = Decoding.pixels(jpeg, new ImageShape(WIDTH, HEIGHT, channels));
                String raw = "image/x-raw;width=" + WIDTH + ";height=" + HEIGHT + ";channels=" + channels;
                ImageShape target = new ImageShape(side, side, channels);

                Pixels reduced = (Pixels) Decoding.decode(jpeg, null, target, resizing);

                Pixels exact = (Pixels) Decoding.decode(whole.values(), raw, target, resizing);
                assertThat(distances(reduced, exact)).isBetween(0.0, 0.5);
            }
        }
    }

    /** Mean difference; none is more than two levels. */
    private static double distances(Pixels one, Pixels other) {
        long sum = 0;
        for (int i = 0; i < one.values().length; i++) {
            int distance = Math.abs((one.values()[i] & 0xff) - (other.values()[i] & 0xff));
            assertThat(distance).as("byte %d", i).isLessThanOrEqualTo(2);
            sum += distance;
        }
        return (double) sum / one.values().length;
    }

    /** Slopes, edges and some noise. */
    private static BufferedImage landscape() {
        Random random = new Random(7);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int hill = (int) (70 * Math.sin(x / 90.0) + 40 * Math.cos(y / 50.0 + x / 200.0));
                int edge = (x / 150 + y / 170) % 2 == 0 ? 20 : -20;
                int gray = 120 + hill / 2 + edge + random.nextInt(17) - 8;
                image.setRGB(x, y, gray << 16 | gray + 15 << 8 | gray - 20);
            }
        }
        return image;
    }
}
