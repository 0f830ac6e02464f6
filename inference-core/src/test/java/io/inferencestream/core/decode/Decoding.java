package io.inferencestream.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.repository.InputShape;
import io.inferencestream.core.repository.ResizeRule;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What tests do with the decoder again and again. */
final class Decoding {
    private Decoding() {}

    static Inspection inspect(byte[] encoded) {
        return inspect(encoded, null);
    }

    static Inspection inspect(byte[] encoded, @Nullable String mediaType) {
        return new ImageInspector(DecodeLimits.DEFAULT).inspect(ByteBuffer.wrap(encoded), mediaType);
    }

    static ImageHeader header(byte[] encoded) {
        Inspection inspection = inspect(encoded);
        assertThat(inspection).isInstanceOf(ImageHeader.class);
        return (ImageHeader) inspection;
    }

    /** Inspects and decodes; never anything but an outcome, and never because the decoder stumbled. */
    static Decoded decode(byte[] encoded, @Nullable String mediaType, InputShape target, ResizeRule rule) {
        Inspection inspection = inspect(encoded, mediaType);
        if (inspection instanceof Undecodable undecodable) {
            return undecodable;
        }
        try (ImageDecoder decoder = new ImageDecoder()) {
            Decoded decoded = decoder.decode(ByteBuffer.wrap(encoded), (ImageHeader) inspection, target, rule);
            if (decoded instanceof Undecodable undecodable) {
                assertThat(undecodable.detail()).doesNotStartWith(ImageDecoder.STUMBLED);
            }
            return decoded;
        }
    }

    static Decoded decode(byte[] encoded, InputShape target) {
        return decode(encoded, null, target, ResizeRule.STRETCH);
    }

    /** The pixels of an image that must decode. */
    static Pixels pixels(byte[] encoded, InputShape target) {
        Decoded decoded = decode(encoded, target);
        assertThat(decoded).isInstanceOf(Pixels.class);
        return (Pixels) decoded;
    }

    static Undecodable undecodable(Object outcome) {
        assertThat(outcome).isInstanceOf(Undecodable.class);
        return (Undecodable) outcome;
    }

    static int red(Pixels pixels, int x, int y) {
        return sample(pixels, x, y, 0);
    }

    static int sample(Pixels pixels, int x, int y, int channel) {
        return pixels.values()[(y * pixels.width() + x) * pixels.channels() + channel] & 0xff;
    }

    /** Asserts that the pixels, RGB, are those of the image, up to {@code tolerance}. */
    static void assertLike(BufferedImage expected, Pixels actual, int tolerance) {
        assertThat(actual.width()).isEqualTo(expected.getWidth());
        assertThat(actual.height()).isEqualTo(expected.getHeight());
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                int rgb = expected.getRGB(x, y);
                for (int c = 0; c < 3; c++) {
                    int want = rgb >> 16 - 8 * c & 0xff;
                    int got = sample(actual, x, y, c);
                    if (Math.abs(want - got) > tolerance) {
                        throw new AssertionError(
                                "at " + x + "," + y + " channel " + c + ": " + got + " instead of " + want);
                    }
                }
            }
        }
    }
}
