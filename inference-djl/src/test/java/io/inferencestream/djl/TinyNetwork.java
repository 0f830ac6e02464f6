package io.inferencestream.djl;

import io.inferencestream.core.model.AnswerSpec;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A network small enough to be computed by hand: {@code softmax(x / 255 * weights + trap[x0])} of a 4x4 image.
 *
 * <p>The trap makes it fail on purpose: where the first value of an image is {@link #NAN_PIXEL} its scores are NaN, where it
 * is {@link #FATAL_PIXEL} the engine itself refuses the batch.
 *
 * @param channels 1 or 3
 * @param floats true if the input is float32 and already from 0 to 1
 * @param layout of the input
 * @param flat true if the input is {@code [N, 16 * channels]}
 * @param logits true if the softmax is left out
 * @param map true if there is a second output {@code map}, {@code [N, 2, 2, 3]}, of the first 12 values
 */
record TinyNetwork(int channels, boolean floats, TensorLayout layout, boolean flat, boolean logits, boolean map) {
    static final int SIDE = 4;
    static final int CLASSES = 3;
    static final int MAP_SIDE = 2;
    static final int MAP_VALUES = MAP_SIDE * MAP_SIDE * CLASSES;
    static final int NAN_PIXEL = 254;
    static final int FATAL_PIXEL = 255;
    static final String INPUT = "image";
    static final String SCORES = "scores";
    static final String MAP = "map";

    static final List<String> LABELS = List.of("a", "b", "c");

    static final TinyNetwork PLAIN = new TinyNetwork(1, false, TensorLayout.NHWC, false, false, false);

    int values() {
        return SIDE * SIDE * channels;
    }

    /** Dimensions of the input without the batch. */
    long[] imageShape() {
        if (flat) {
            return new long[] {values()};
        }
        return layout == TensorLayout.NHWC ? new long[] {SIDE, SIDE, channels} : new long[] {channels, SIDE, SIDE};
    }

    /** {@code [value][class]}, flat. */
    float[] weights() {
        float[] weights = new float[values() * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i * 31 % 23 - 11) / 7f;
        }
        return weights;
    }

    /** What is added to each score of an image, by its first value: nothing but in one place. */
    static float[] trap() {
        float[] trap = new float[FATAL_PIXEL];
        trap[NAN_PIXEL] = Float.NaN;
        return trap;
    }

    /** The card that tells the truth about this network. */
    ModelCard card() {
        InputEncoding encoding = floats
                ? new InputEncoding(
                        ElementType.FLOAT32, layout, new Normalization(List.of(0.0), List.of(1 / 255.0)), null)
                : new InputEncoding(ElementType.UINT8, layout, Normalization.NONE, null);
        OutputRule rule = logits ? OutputRule.LOGITS : OutputRule.PROBABILITIES;
        return card(encoding, new ClassesSpec(LABELS, 1, rule, null, map ? MAP : null));
    }

    ModelCard card(InputEncoding encoding, AnswerSpec answers) {
        return card(encoding, answers, ModelCard.DEFAULT_SIGNATURE);
    }

    ModelCard card(InputEncoding encoding, AnswerSpec answers, String signature) {
        return new ModelCard(
                new ModelId("tiny", "1"),
                new ImageShape(SIDE, SIDE, channels),
                encoding,
                Resizing.STRETCH,
                answers,
                null,
                signature,
                Map.of(),
                Map.of(),
                "");
    }

    /** What the network must answer to HWC pixels. */
    double[] expected(byte[] pixels) {
        float[] weights = weights();
        double[] scores = new double[CLASSES];
        for (int value = 0; value < values(); value++) {
            double x = (pixels[pixelOf(value)] & 0xFF) / 255.0;
            for (int c = 0; c < CLASSES; c++) {
                scores[c] += x * weights[value * CLASSES + c];
            }
        }
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            scores[c] = Math.exp(scores[c]);
            sum += scores[c];
        }
        for (int c = 0; c < CLASSES; c++) {
            scores[c] /= sum;
        }
        return scores;
    }

    /** Random HWC images off the trap, the same for the same seed. */
    byte[][] images(int count, long seed) {
        Random random = new Random(seed);
        byte[][] images = new byte[count][values()];
        for (byte[] image : images) {
            random.nextBytes(image);
            image[0] = (byte) random.nextInt(NAN_PIXEL);
        }
        return images;
    }

    /** Which byte of an HWC image the network sees as its nth value. */
    int pixelOf(int value) {
        if (layout == TensorLayout.NHWC) {
            return value;
        }
        int plane = SIDE * SIDE;
        return value % plane * channels + value / plane;
    }
}
