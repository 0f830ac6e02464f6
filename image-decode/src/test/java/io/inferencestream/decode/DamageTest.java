package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged file gives a whole picture or a reason, never an exception and never half a picture. */
class DamageTest {
    private static final ImageShape TARGET = new ImageShape(24, 20, 3);

    private record Sample(String name, byte[] encoded) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        BufferedImage picture = Pictures.gradient(40, 33);
        BufferedImage palette = Pictures.palette(40, 33, 4);
        return List.of(
                new Sample("JPEG", Pictures.jpeg(picture)),
                new Sample("progressive JPEG", Pictures.progressiveJpeg(picture)),
                new Sample("JPEG with EXIF", Pictures.withExif(Pictures.jpeg(picture), 6, true)),
                new Sample("PNG", Pictures.encoded(picture, "png")),
                new Sample("PNG palette", Pictures.encoded(palette, "png")),
                new Sample("interlaced PNG", Pictures.interlaced(picture, "png")),
                new Sample("GIF", Pictures.encoded(palette, "gif")),
                new Sample("interlaced GIF", Pictures.interlaced(palette, "gif")),
                new Sample("BMP", Pictures.encoded(picture, "bmp")),
                new Sample("BMP palette", Pictures.encoded(palette, "bmp")))
                .stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesTheWholePictureOrNoneAtEveryLength(Sample sample) {
        byte[] whole = Decoding.pixels(sample.encoded(), TARGET).values();

        int complete = 0;
        for (int length = 0; length < sample.encoded().length; length++) {
            Decoded decoded = Decoding.decode(Arrays.copyOf(sample.encoded(), length), TARGET);
            if (decoded instanceof Pixels pixels) {
                assertThat(pixels.values()).as("first %d bytes", length).isEqualTo(whole);
                complete++;
            } else if (length > 8) {
                assertThat(((Undecodable) decoded).fault())
                        .as("first %d bytes", length)
                        .isEqualTo(ImageFault.CORRUPT);
            }
        }
        // Only what stands behind the last pixel may be missing: an end marker, a trailer, padding.
        assertThat(complete).isLessThanOrEqualTo(16);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesFlippedBits(Sample sample) {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] damaged = sample.encoded().clone();
            int flips = 1 + random.nextInt(8);
            for (int i = 0; i < flips; i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            decodeNamingTheSeed(damaged, seed);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesReplacedAndRepeatedPieces(Sample sample) {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int from = random.nextInt(sample.encoded().length);
            int to = from + random.nextInt(sample.encoded().length - from);
            ByteArrayOutputStream damaged = new ByteArrayOutputStream();
            damaged.write(sample.encoded(), 0, to);
            if (random.nextBoolean()) {
                byte[] noise = new byte[random.nextInt(50)];
                random.nextBytes(noise);
                damaged.writeBytes(noise);
            }
            damaged.write(sample.encoded(), from, sample.encoded().length - from);
            decodeNamingTheSeed(damaged.toByteArray(), seed);
        }
    }

    private static void decodeNamingTheSeed(byte[] damaged, long seed) {
        try {
            Decoding.decode(damaged, TARGET);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
