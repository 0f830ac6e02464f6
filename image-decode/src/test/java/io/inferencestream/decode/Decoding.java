package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.decode.resize.Resizing;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What tests do with the decoder again and again. */
public final class Decoding {
    private Decoding() {}

    public static Inspection inspect(byte[] encoded) {
        return inspect(encoded, null);
    }

    public static Inspection inspect(byte[] encoded, @Nullable String mediaType) {
        return new ImageInspector(DecodeLimits.DEFAULT).inspect(ByteBuffer.wrap(encoded), mediaType);
    }

    public static ImageHeader header(byte[] encoded) {
        Inspection inspection = inspect(encoded);
        assertThat(inspection).isInstanceOf(ImageHeader.class);
        return (ImageHeader) inspection;
    }

    /** Inspects and decodes; never anything but an outcome, and never because the decoder stumbled. */
    public static Decoded decode(byte[] encoded, @Nullable String mediaType, ImageShape target, Resizing resizing) {
        Inspection inspection = inspect(encoded, mediaType);
        if (inspection instanceof Undecodable undecodable) {
            return undecodable;
        }
        try (ImageDecoder decoder = new ImageDecoder()) {
            Decoded decoded = decoder.decode(ByteBuffer.wrap(encoded), (ImageHeader) inspection, target, resizing);
            if (decoded instanceof Undecodable undecodable) {
                assertThat(undecodable.detail()).doesNotStartWith(ImageDecoder.STUMBLED);
            }
            return decoded;
        }
    }

    public static Decoded decode(byte[] encoded, ImageShape target) {
        return decode(encoded, null, target, Resizing.STRETCH);
    }

    /** The pixels of an image that must decode. */
    public static Pixels pixels(byte[] encoded, ImageShape target) {
        Decoded decoded = decode(encoded, target);
        assertThat(decoded).isInstanceOf(Pixels.class);
        return (Pixels) decoded;
    }

    /** The pixels of an image that must decode, of what the producer says it is. */
    public static Pixels decodeAs(byte[] encoded, String mediaType, ImageShape target) {
        Decoded decoded = decode(encoded, mediaType, target, Resizing.STRETCH);
        assertThat(decoded).isInstanceOf(Pixels.class);
        return (Pixels) decoded;
    }

    public static Undecodable undecodable(Object outcome) {
        assertThat(outcome).isInstanceOf(Undecodable.class);
        return (Undecodable) outcome;
    }

    public static int red(Pixels pixels, int x, int y) {
        return sample(pixels, x, y, 0);
    }

    public static int sample(Pixels pixels, int x, int y, int channel) {
        return pixels.values()[(y * pixels.width() + x) * pixels.channels() + channel] & 0xff;
    }

    /** Asserts that the pixels, RGB, are those of the image, up to {@code tolerance}. */
    public static void assertLike(BufferedImage expected, Pixels actual, int tolerance) {
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
