package io.inferencestream.djl;

import io.inferencestream.core.repository.ElementType;
import io.inferencestream.core.repository.InputEncoding;
import io.inferencestream.core.repository.InputShape;
import io.inferencestream.core.repository.TensorLayout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Lays uint8 HWC pixels into a model's input, in one pass: a table has the float for each of the 256 intensities of each
 * channel.
 *
 * <p>Thread-safe.
 */
final class PixelEncoder {
    private static final int INTENSITIES = 256;

    private final int pixels;
    private final int channels;
    private final boolean floats;
    private final boolean planar;
    private final float[] table;

    PixelEncoder(InputShape shape, InputEncoding encoding) {
        pixels = shape.width() * shape.height();
        channels = shape.channels();
        floats = encoding.type() == ElementType.FLOAT32;
        planar = encoding.layout() == TensorLayout.NCHW && channels > 1;
        table = new float[channels * INTENSITIES];
        for (int i = 0; i < table.length; i++) {
            table[i] = encoding.normalization().apply(i % INTENSITIES, i / INTENSITIES);
        }
    }

    /** True if the pixels are the model's input as they are. */
    boolean isDirect() {
        return !floats && !planar;
    }

    /**
     * Encodes images that lie one after another.
     *
     * @param from pixels, from index 0
     * @param to room for as many values in the machine's byte order, written from index 0; positions stay
     */
    void encode(ByteBuffer from, ByteBuffer to, int images) {
        if (!floats) {
            turn(from, to, images);
        } else if (planar) {
            encodePlanes(from, to.asFloatBuffer(), images);
        } else {
            encodeInterleaved(from, to.asFloatBuffer(), images);
        }
    }

    private void turn(ByteBuffer from, ByteBuffer to, int images) {
        int at = 0;
        for (int image = 0; image < images; image++) {
            for (int channel = 0; channel < channels; channel++) {
                int source = image * pixels * channels + channel;
                for (int pixel = 0; pixel < pixels; pixel++, source += channels) {
                    to.put(at++, from.get(source));
                }
            }
        }
    }

    private void encodePlanes(ByteBuffer from, FloatBuffer to, int images) {
        int at = 0;
        for (int image = 0; image < images; image++) {
            for (int channel = 0; channel < channels; channel++) {
                int base = channel * INTENSITIES;
                int source = image * pixels * channels + channel;
                for (int pixel = 0; pixel < pixels; pixel++, source += channels) {
                    to.put(at++, table[base + (from.get(source) & 0xFF)]);
                }
            }
        }
    }

    private void encodeInterleaved(ByteBuffer from, FloatBuffer to, int images) {
        int values = images * pixels * channels;
        if (channels == 1) {
            for (int i = 0; i < values; i++) {
                to.put(i, table[from.get(i) & 0xFF]);
            }
            return;
        }
        for (int i = 0; i < values; i += channels) {
            for (int channel = 0; channel < channels; channel++) {
                to.put(i + channel, table[channel * INTENSITIES + (from.get(i + channel) & 0xFF)]);
            }
        }
    }
}
