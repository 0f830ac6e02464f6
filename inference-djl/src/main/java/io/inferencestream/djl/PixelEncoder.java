package io.inferencestream.djl;

import io.inferencestream.core.model.ChannelOrder;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.decode.image.ImageShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Lays uint8 HWC pixels into a model's input, in one pass: a table has the value for each of the 256 intensities of each
 * channel.
 *
 * <p>Thread-safe.
 */
final class PixelEncoder {
    private static final int INTENSITIES = 256;

    /** Buffers check every access, arrays are read and written several times as fast: so a stretch is copied through. */
    private static final int PIXELS_AT_ONCE = 1024;

    private final int pixels;
    private final int channels;
    private final ElementType type;
    private final boolean planar;
    private final ChannelOrder order;
    private final float[][] tables;
    private final ValueTable values;

    /** @param type of the model's values, which the encoding may leave open */
    PixelEncoder(ImageShape shape, InputEncoding encoding, ElementType type) {
        pixels = shape.width() * shape.height();
        channels = shape.channels();
        this.type = type;
        planar = encoding.layout() == TensorLayout.NCHW && channels > 1;
        order = channels > 1 ? encoding.channelOrder() : ChannelOrder.RGB;
        values = new ValueTable(type, encoding.normalization(), channels);
        tables = new float[channels][INTENSITIES];
        for (int channel = 0; channel < channels; channel++) {
            for (int intensity = 0; intensity < INTENSITIES; intensity++) {
                tables[channel][intensity] = encoding.normalization().apply(intensity, channel);
            }
        }
    }

    /** True if the pixels are the model's input as they are. */
    boolean isDirect() {
        return type == ElementType.UINT8 && !planar && order == ChannelOrder.RGB;
    }

    /**
     * Encodes images that lie one after another.
     *
     * @param from pixels, from index 0
     * @param to room for as many values in the machine's byte order, written from index 0; positions stay
     */
    void encode(ByteBuffer from, ByteBuffer to, int images) {
        if (type == ElementType.UINT8 && !planar) {
            reverse(from, to, images);
        } else if (type == ElementType.UINT8) {
            turn(from, to, images);
        } else if (type != ElementType.FLOAT32) {
            encodeValues(from, to, images);
        } else if (planar) {
            encodePlanes(from, to.asFloatBuffer(), images);
        } else {
            encodeInterleaved(from, to.asFloatBuffer(), images);
        }
    }

    /** Swaps the first and the last colour of each pixel. */
    private void reverse(ByteBuffer from, ByteBuffer to, int images) {
        int values = images * pixels * channels;
        byte[] taken = new byte[PIXELS_AT_ONCE * channels];
        for (int at = 0; at < values; at += taken.length) {
            int count = Math.min(taken.length, values - at);
            from.get(at, taken, 0, count);
            for (int i = 0; i < count; i += channels) {
                byte first = taken[i];
                taken[i] = taken[i + channels - 1];
                taken[i + channels - 1] = first;
            }
            to.put(at, taken, 0, count);
        }
    }

    /** Types that few models want: value by value, at a fifth of the pace of floats. */
    private void encodeValues(ByteBuffer from, ByteBuffer to, int images) {
        byte[] taken = new byte[pixels * channels];
        for (int image = 0; image < images; image++) {
            int start = image * taken.length;
            from.get(start, taken);
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int channel = 0; channel < channels; channel++) {
                    int at = planar ? channel * pixels + pixel : pixel * channels + channel;
                    int source = order.source(channel, channels);
                    values.put(to, start + at, channel, taken[pixel * channels + source]);
                }
            }
        }
    }

    private void turn(ByteBuffer from, ByteBuffer to, int images) {
        byte[] taken = new byte[PIXELS_AT_ONCE * channels];
        byte[] given = new byte[PIXELS_AT_ONCE];
        for (int image = 0; image < images; image++) {
            int start = image * pixels * channels;
            for (int pixel = 0; pixel < pixels; pixel += PIXELS_AT_ONCE) {
                int count = Math.min(PIXELS_AT_ONCE, pixels - pixel);
                from.get(start + pixel * channels, taken, 0, count * channels);
                for (int channel = 0; channel < channels; channel++) {
                    int source = order.source(channel, channels);
                    for (int i = 0; i < count; i++) {
                        given[i] = taken[i * channels + source];
                    }
                    to.put(start + channel * pixels + pixel, given, 0, count);
                }
            }
        }
    }

    private void encodePlanes(ByteBuffer from, FloatBuffer to, int images) {
        byte[] taken = new byte[PIXELS_AT_ONCE * channels];
        float[] given = new float[PIXELS_AT_ONCE];
        for (int image = 0; image < images; image++) {
            int start = image * pixels * channels;
            for (int pixel = 0; pixel < pixels; pixel += PIXELS_AT_ONCE) {
                int count = Math.min(PIXELS_AT_ONCE, pixels - pixel);
                from.get(start + pixel * channels, taken, 0, count * channels);
                for (int channel = 0; channel < channels; channel++) {
                    float[] table = tables[channel];
                    int source = order.source(channel, channels);
                    for (int i = 0; i < count; i++) {
                        given[i] = table[taken[i * channels + source] & 0xFF];
                    }
                    to.put(start + channel * pixels + pixel, given, 0, count);
                }
            }
        }
    }

    private void encodeInterleaved(ByteBuffer from, FloatBuffer to, int images) {
        int values = images * pixels * channels;
        byte[] taken = new byte[PIXELS_AT_ONCE * channels];
        float[] given = new float[taken.length];
        for (int at = 0; at < values; at += taken.length) {
            int count = Math.min(taken.length, values - at);
            from.get(at, taken, 0, count);
            lookUp(taken, given, count);
            to.put(at, given, 0, count);
        }
    }

    /** A loop for one channel and one for three: steps of a known length are unrolled, and take a third of the time. */
    private void lookUp(byte[] taken, float[] given, int count) {
        if (channels == 1) {
            lookUpGrey(taken, given, count);
        } else {
            lookUpColours(taken, given, count);
        }
    }

    private void lookUpGrey(byte[] taken, float[] given, int count) {
        float[] table = tables[0];
        for (int i = 0; i < count; i++) {
            given[i] = table[taken[i] & 0xFF];
        }
    }

    private void lookUpColours(byte[] taken, float[] given, int count) {
        float[] first = tables[0];
        float[] second = tables[1];
        float[] third = tables[2];
        int begin = order.source(0, channels);
        int end = order.source(2, channels);
        for (int i = 0; i < count; i += 3) {
            given[i] = first[taken[i + begin] & 0xFF];
            given[i + 1] = second[taken[i + 1] & 0xFF];
            given[i + 2] = third[taken[i + end] & 0xFF];
        }
    }
}
