package io.inferencestream.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.inferencestream.core.answer.BatchScores;
import io.inferencestream.core.answer.BatchScores.ActivationMaps;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one tensor of a whole batch that already lies as the model wants it, and reads the scores straight into an
 * array: nothing is stacked, and DJL sees one item however many images there are.
 *
 * <p>Thread-safe.
 */
final class BatchTranslator implements NoBatchifyTranslator<BatchTranslator.Batch, BatchScores> {

    private static final String IMAGES = "images";

    /**
     * A batch, encoded.
     *
     * @param images how many of its rows are asked for; at least 1
     * @param size how many rows it has; at least as many
     * @param values direct, in the machine's byte order, from position to limit
     */
    record Batch(int images, int size, ByteBuffer values) {}

    private final ClassesSpec answers;
    private final Wiring wiring;
    private final DataType type;
    private final long[] imageShape;

    BatchTranslator(ModelCard card, Wiring wiring) {
        answers = (ClassesSpec) card.answers();
        this.wiring = wiring;
        type = DataType.valueOf(wiring.input().type().name());
        imageShape =
                wiring.input().imageShape().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public NDList processInput(TranslatorContext context, Batch batch) {
        context.setAttachment(IMAGES, batch.images());
        long[] shape = LongStream.concat(LongStream.of(batch.size()), Arrays.stream(imageShape))
                .toArray();
        return new NDList(context.getNDManager().create(batch.values(), new Shape(shape), type));
    }

    @Override
    public BatchScores processOutput(TranslatorContext context, NDList outputs) {
        NDArray output = outputs.get(wiring.output());
        long[] shape = output.getShape().getShape();
        int classes = answers.labels().size();
        int rows = shape.length == 0 ? 0 : Math.toIntExact(shape[0]);
        float[] scores = floats(output, "output");
        if (rows < 1 || scores.length != Math.multiplyExact(rows, classes)) {
            throw new IllegalStateException("model.yaml names " + classes + " labels, but the output " + named(output)
                    + "has " + (rows < 1 ? scores.length : scores.length / rows)
                    + " values per image: list a label for each, in the order of the classes");
        }
        int images = Math.min(rows, (Integer) context.getAttachment(IMAGES));
        for (int image = 0; image < images; image++) {
            try {
                answers.rule().toProbabilities(scores, image * classes, classes);
            } catch (ArithmeticException e) {
                throw new ArithmeticException("of image " + image + ", " + e.getMessage());
            }
        }
        return new BatchScores(images, classes, first(images * classes, scores), maps(outputs, images));
    }

    private @Nullable ActivationMaps maps(NDList outputs, int images) {
        if (wiring.activationMap() < 0) {
            return null;
        }
        NDArray map = outputs.get(wiring.activationMap());
        long[] shape = map.getShape().getShape();
        int classes = answers.labels().size();
        if (shape.length != 4 || shape[3] != classes) {
            throw new IllegalStateException("the activation map " + named(map) + "has the shape "
                    + Arrays.toString(shape) + ", but must have [N, rows, columns, " + classes
                    + "]: export it so, or leave activationMap out");
        }
        int rows = Math.toIntExact(shape[1]);
        int columns = Math.toIntExact(shape[2]);
        float[] values = first(images * rows * columns * classes, floats(map, "activation map"));
        return new ActivationMaps(rows, columns, classes, values);
    }

    /** Without what filled the batch up. */
    private static float[] first(int count, float[] values) {
        return count >= values.length ? values : Arrays.copyOf(values, count);
    }

    private static float[] floats(NDArray array, String what) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalStateException("the " + what + " " + named(array) + "holds " + array.getDataType()
                    + " values: export it as float32");
        }
        return array.toFloatArray();
    }

    private static String named(NDArray array) {
        String name = array.getName();
        return name == null ? "" : "'" + name + "' ";
    }
}
