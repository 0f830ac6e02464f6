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

/** A damaged file gives a whole image or a reason, never an exception and never half an image. */
class DamageTest {
    private static final ImageShape TARGET = new ImageShape(24, 20, 3);

    private record Sample(String name, byte[] encoded) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        BufferedImage image = ImageFiles.gradient(40, 33);
        BufferedImage palette = ImageFiles.palette(40, 33, 4);
        return List.of(
                new Sample("JPEG", ImageFiles.jpeg(image)),
                new Sample("progressive JPEG", ImageFiles.progressiveJpeg(image)),
                new Sample("JPEG with EXIF", ImageFiles.withExif(ImageFiles.jpeg(image), 6, true)),
                new Sample("PNG", ImageFiles.encoded(image, "png")),
                new Sample("PNG palette", ImageFiles.encoded(palette, "png")),
                new Sample("interlaced PNG", ImageFiles.interlaced(image, "png")),
                new Sample("GIF", ImageFiles.encoded(palette, "gif")),
                new Sample("interlaced GIF", ImageFiles.interlaced(palette, "gif")),
                new Sample("BMP", ImageFiles.encoded(image, "bmp")),
                new Sample("BMP palette", ImageFiles.encoded(palette, "bmp")))
                .stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesTheWholeImageOrNoneAtEveryLength(Sample sample) {
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
