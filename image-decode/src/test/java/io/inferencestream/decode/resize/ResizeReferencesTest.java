package io.inferencestream.decode.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.Decoding;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Images are resized as the libraries do that models are trained with: to one level, and exactly as Pillow. {@code resize-references.py} made
 * the references with Pillow, OpenCV and TensorFlow's formula.
 */
class ResizeReferencesTest {
    private record Reference(
            String library, Resizing resizing, int width, int height, ImageShape target, byte[] expected) {
        static Reference of(String line) {
            String[] words = line.split(" ", -1);
            Resizing resizing = Resizing.of(ResizeMode.valueOf(constant(words[5])))
                    .withFilter(ResizeFilter.valueOf(constant(words[1])), Boolean.parseBoolean(words[2]));
            int size = Integer.parseInt(words[6]);
            double crop = Double.parseDouble(words[7]);
            resizing = size != 0 ? resizing.withSize(size) : crop != 0 ? resizing.withCrop(crop) : resizing;
            if (words[0].startsWith("ultralytics")) {
                PadAt at = words[0].endsWith("left") ? PadAt.TOP_LEFT : PadAt.CENTER;
                resizing = resizing.withPadding(0x727272, at, SideRounding.HALF_EVEN);
            }
            ImageShape target = new ImageShape(Integer.parseInt(words[8]), Integer.parseInt(words[9]), 3);
            return new Reference(
                    words[0],
                    resizing,
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]),
                    target,
                    HexFormat.of().parseHex(words[10]));
        }

        /** Antialiased by Pillow, whose arithmetic is ours. */
        boolean isOfPillow() {
            return !library.equals("tensorflow") && resizing.antialias();
        }

        private static String constant(String word) {
            return word.toUpperCase(Locale.ROOT).replace('-', '_');
        }

        @Override
        public String toString() {
            return library + ": " + width + "x" + height + " to " + target + ", " + resizing;
        }
    }

    static Stream<Reference> references() throws IOException {
        try (InputStream in = ResizeReferencesTest.class.getResourceAsStream("resize-references.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(Reference::of).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void isWithinOneLevelOfTheLibrary(Reference reference) {
        String mediaType = "image/x-raw;width=" + reference.width() + ";height=" + reference.height() + ";channels=3";

        Pixels pixels = (Pixels) Decoding.decode(
                source(reference.width(), reference.height()), mediaType, reference.target(), reference.resizing());

        byte[] expected = reference.expected();
        assertThat(pixels.values()).hasSameSizeAs(expected);
        if (reference.isOfPillow()) {
            assertThat(pixels.values()).as("%s", reference).isEqualTo(expected);
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(pixels.values()[i] & 0xff)
                    .as("%s, byte %d", reference, i)
                    .isBetween((expected[i] & 0xff) - 1, (expected[i] & 0xff) + 1);
        }
    }

    /** The image of the references: waves under noise, with samples at both ends of their range. */
    static byte[] source(int width, int height) {
        byte[] samples = new byte[width * height * 3];
        for (int i = 0; i < samples.length; i++) {
            int c = i % 3;
            int x = i / 3 % width;
            int y = i / 3 / width;
            double wave = 128 + 60 * Math.cos(x * 0.35 + c) + 40 * Math.sin(y * 0.5 - c);
            int noise = (x * 73 + y * 151 + c * 199 + x * y * 31) % 127 - 63;
            samples[i] = (byte) Math.min(Math.max((int) Math.floor(wave + noise), 0), 255);
        }
        return samples;
    }
}
