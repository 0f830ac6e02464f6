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
        return encode(new InputEncoding(type, layout, normalization, null));
    }

    private static ByteBuffer encode(InputEncoding encoding) {
        PixelEncoder encoder = new PixelEncoder(new ImageShape(2, 1, 3), encoding);
        ByteBuffer encoded =
                ByteBuffer.allocateDirect(PIXELS.length * Float.BYTES).order(ByteOrder.nativeOrder());
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

        encode(bgr(ElementType.UINT8, TensorLayout.NHWC)).get(bytes);
        assertThat(bytes).containsExactly(20, 10, 0, (byte) 255, 11, 1, 22, 12, 2, 23, 13, 3);
        encode(bgr(ElementType.UINT8, TensorLayout.NCHW)).get(bytes);
        assertThat(bytes).containsExactly(20, (byte) 255, 10, 11, 0, 1, 22, 23, 12, 13, 2, 3);
        encode(bgr(ElementType.FLOAT32, TensorLayout.NHWC)).asFloatBuffer().get(floats);
        assertThat(floats)
                .as("normalised in the model's order")
                .containsExactly(20, 0, -10, 255, 2, -9.5f, 22, 4, -9, 23, 6, -8.5f);
        encode(bgr(ElementType.FLOAT32, TensorLayout.NCHW)).asFloatBuffer().get(floats);
        assertThat(floats).containsExactly(20, 255, 0, 2, -10, -9.5f, 22, 23, 4, 6, -9, -8.5f);
    }

    private static InputEncoding bgr(ElementType type, TensorLayout layout) {
        Normalization normalization = type == ElementType.FLOAT32 ? BY_CHANNEL : Normalization.NONE;
        return new InputEncoding(type, layout, ChannelOrder.BGR, normalization, null);
    }

    @Test
    void hasNoOrderToChangeInGrayPixels() {
        InputEncoding gray = bgr(ElementType.UINT8, TensorLayout.NHWC);

        assertThat(new PixelEncoder(new ImageShape(2, 1, 1), gray).isDirect()).isTrue();
        assertThat(new PixelEncoder(new ImageShape(2, 1, 3), gray).isDirect()).isFalse();
    }

    @Test
    void hasNothingToDoForPixelsThatAreTheInput() {
        assertThat(new PixelEncoder(new ImageShape(2, 1, 3), InputEncoding.DIRECT).isDirect())
                .isTrue();
    }
}
