package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.model.ChannelOrder;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.decode.image.ImageShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PixelEncoderTest {
    /** Two images of two RGB pixels. */
    private static final byte[] PIXELS = {0, 10, 20, 1, 11, (byte) 255, 2, 12, 22, 3, 13, 23};

    private static final Normalization BY_CHANNEL = new Normalization(List.of(0.0, 10.0, 20.0), List.of(1.0, 2.0, 0.5));

    private static ByteBuffer encode(ElementType type, TensorLayout layout, Normalization normalization) {
        return encode(new InputEncoding(type, layout, normalization, null), type);
    }

    private static ByteBuffer encode(InputEncoding encoding, ElementType type) {
        PixelEncoder encoder = new PixelEncoder(new ImageShape(2, 1, 3), encoding, type);
        ByteBuffer encoded =
                ByteBuffer.allocateDirect(PIXELS.length * Double.BYTES).order(ByteOrder.nativeOrder());
        encoder.encode(ByteBuffer.wrap(PIXELS), encoded, 2);
        return encoded;
    }

    private static float[] floats(TensorLayout layout) {
        float[] floats = new float[PIXELS.length];
        encode(ElementType.FLOAT32, layout, BY_CHANNEL).asFloatBuffer().get(floats);
        return floats;
    }

    @Test
    void scalesEachChannelByItsOwnMeanAndScale() {
        assertThat(floats(TensorLayout.NHWC)).containsExactly(0, 0, 0, 1, 2, 117.5f, 2, 4, 1, 3, 6, 1.5f);
    }

    @Test
    void laysOnePlaneAfterAnotherImageByImage() {
        assertThat(floats(TensorLayout.NCHW)).containsExactly(0, 1, 0, 2, 0, 117.5f, 2, 3, 4, 6, 1, 1.5f);
    }

    @Test
    void turnsBytesIntoPlanes() {
        byte[] bytes = new byte[PIXELS.length];

        encode(ElementType.UINT8, TensorLayout.NCHW, Normalization.NONE).get(bytes);

        assertThat(bytes).containsExactly(0, 1, 10, 11, 20, (byte) 255, 2, 3, 12, 13, 22, 23);
    }

    @Test
    void turnsRedGreenBlueAround() {
        byte[] bytes = new byte[PIXELS.length];
        float[] floats = new float[PIXELS.length];

        encode(bgr(ElementType.UINT8, TensorLayout.NHWC), ElementType.UINT8).get(bytes);
        assertThat(bytes).containsExactly(20, 10, 0, (byte) 255, 11, 1, 22, 12, 2, 23, 13, 3);
        encode(bgr(ElementType.UINT8, TensorLayout.NCHW), ElementType.UINT8).get(bytes);
        assertThat(bytes).containsExactly(20, (byte) 255, 10, 11, 0, 1, 22, 23, 12, 13, 2, 3);
        encode(bgr(ElementType.FLOAT32, TensorLayout.NHWC), ElementType.FLOAT32)
                .asFloatBuffer()
                .get(floats);
        assertThat(floats)
                .as("normalised in the model's order")
                .containsExactly(20, 0, -10, 255, 2, -9.5f, 22, 4, -9, 23, 6, -8.5f);
        encode(bgr(ElementType.FLOAT32, TensorLayout.NCHW), ElementType.FLOAT32)
                .asFloatBuffer()
                .get(floats);
        assertThat(floats).containsExactly(20, 255, 0, 2, -10, -9.5f, 22, 23, 4, 6, -9, -8.5f);
    }

    private static InputEncoding bgr(ElementType type, TensorLayout layout) {
        Normalization normalization = type == ElementType.FLOAT32 ? BY_CHANNEL : Normalization.NONE;
        return new InputEncoding(type, layout, ChannelOrder.BGR, normalization, null);
    }

    @Test
    void hasNoOrderToChangeInGrayPixels() {
        InputEncoding gray = bgr(ElementType.UINT8, TensorLayout.NHWC);

        assertThat(new PixelEncoder(new ImageShape(2, 1, 1), gray, ElementType.UINT8).isDirect())
                .isTrue();
        assertThat(new PixelEncoder(new ImageShape(2, 1, 3), gray, ElementType.UINT8).isDirect())
                .isFalse();
    }

    @Test
    void roundsHalvesToTheNearest() {
        short[] halves = new short[PIXELS.length];

        encode(ElementType.FLOAT16, TensorLayout.NHWC, BY_CHANNEL)
                .asShortBuffer()
                .get(halves);

        // 0, 1, 2, 3, 4, 6, 1.5 and 117.5 as numpy's float16 has them
        assertThat(halves)
                .containsExactly(
                        (short) 0,
                        (short) 0,
                        (short) 0,
                        (short) 0x3C00,
                        (short) 0x4000,
                        (short) 0x5758,
                        (short) 0x4000,
                        (short) 0x4400,
                        (short) 0x3C00,
                        (short) 0x4200,
                        (short) 0x4600,
                        (short) 0x3E00);
    }

    @Test
    void writesWholeNumbersOfAnyWidth() {
        Normalization centred = new Normalization(List.of(128.0), List.of(1.0));
        byte[] bytes = new byte[PIXELS.length];
        int[] ints = new int[PIXELS.length];
        long[] longs = new long[PIXELS.length];

        encode(ElementType.INT8, TensorLayout.NCHW, centred).get(bytes);
        encode(ElementType.INT32, TensorLayout.NHWC, Normalization.NONE)
                .asIntBuffer()
                .get(ints);
        encode(ElementType.INT64, TensorLayout.NCHW, Normalization.NONE)
                .asLongBuffer()
                .get(longs);

        assertThat(bytes).containsExactly(-128, -127, -118, -117, -108, 127, -126, -125, -116, -115, -106, -105);
        assertThat(ints).containsExactly(0, 10, 20, 1, 11, 255, 2, 12, 22, 3, 13, 23);
        assertThat(longs).containsExactly(0, 1, 10, 11, 20, 255, 2, 3, 12, 13, 22, 23);
    }

    @Test
    void widensFloatsToDoubles() {
        double[] doubles = new double[PIXELS.length];

        encode(ElementType.FLOAT64, TensorLayout.NHWC, BY_CHANNEL)
                .asDoubleBuffer()
                .get(doubles);

        assertThat(doubles).containsExactly(0, 0, 0, 1, 2, 117.5, 2, 4, 1, 3, 6, 1.5);
    }

    @Test
    void hasNothingToDoForPixelsThatAreTheInput() {
        assertThat(new PixelEncoder(new ImageShape(2, 1, 3), InputEncoding.DIRECT, ElementType.UINT8).isDirect())
                .isTrue();
    }
}
