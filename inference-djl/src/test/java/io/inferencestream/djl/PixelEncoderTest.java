package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

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
        PixelEncoder encoder =
                new PixelEncoder(new ImageShape(2, 1, 3), new InputEncoding(type, layout, normalization, null));
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
    void hasNothingToDoForPixelsThatAreTheInput() {
        assertThat(new PixelEncoder(new ImageShape(2, 1, 3), InputEncoding.DIRECT).isDirect())
                .isTrue();
    }
}
