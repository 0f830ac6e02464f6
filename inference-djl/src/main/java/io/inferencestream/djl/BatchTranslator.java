package io.inferencestream.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.inferencestream.core.output.BatchOutput;
import io.inferencestream.core.output.OutputTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Makes one tensor of a whole batch that already lies as the model wants it, and copies the outputs that are read into
 * arrays: nothing is stacked, and DJL sees one item however many images there are.
 *
 * <p>Thread-safe.
 */
final class BatchTranslator implements NoBatchifyTranslator<BatchTranslator.Batch, BatchOutput> {

    private static final String BATCH = "batch";

    /**
     * A batch, encoded.
     *
     * @param images how many of its rows are asked for; at least 1
     * @param size how many rows it has; at least as many
     * @param values direct, in the machine's byte order, from position to limit
     */
    record Batch(int images, int size, ByteBuffer values) {}

    private final Wiring wiring;
    private final DataType type;
    private final long[] imageShape;

    BatchTranslator(Wiring wiring) {
        this.wiring = wiring;
        type = DataType.valueOf(wiring.input().type().name());
        imageShape =
                wiring.input().imageShape().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public NDList processInput(TranslatorContext context, Batch batch) {
        context.setAttachment(BATCH, batch);
        long[] shape = LongStream.concat(LongStream.of(batch.size()), Arrays.stream(imageShape))
                .toArray();
        return new NDList(context.getNDManager().create(batch.values(), new Shape(shape), type));
    }

    @Override
    public BatchOutput processOutput(TranslatorContext context, NDList outputs) {
        List<OutputTensor> tensors = new ArrayList<>();
        for (int place : wiring.reader().outputs()) {
            tensors.add(tensor(wiring.outputs().get(place).name(), outputs.get(place)));
        }
        Batch batch = (Batch) context.getAttachment(BATCH);
        return new BatchOutput(batch.images(), batch.size(), tensors);
    }

    private static OutputTensor tensor(String name, NDArray array) {
        List<Integer> shape = Arrays.stream(array.getShape().getShape())
                .mapToObj(Math::toIntExact)
                .toList();
        return new OutputTensor(name, shape, Floats.of(name, array));
    }
}
