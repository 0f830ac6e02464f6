package io.inferencestream.core.output;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.output.BatchScores.ActivationMaps;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one value for each class of the whole image, and class activation maps. */
final class ClassesReader implements AnswerReader {
    private final ClassesSpec spec;
    private final List<Integer> outputs;

    private ClassesReader(ClassesSpec spec, List<Integer> outputs) {
        this.spec = spec;
        this.outputs = outputs;
    }

    static ClassesReader of(ClassesSpec spec, DeclaredOutputs declared) throws UnreadableOutputException {
        String mapName = spec.activationMap();
        List<Integer> map = mapName == null ? List.of() : List.of(declared.place("activationMap", mapName));
        int scores = declared.placeOrOnly("outputTensor", spec.tensor(), map, "a score for each class");
        return new ClassesReader(spec, map.isEmpty() ? List.of(scores) : List.of(scores, map.get(0)));
    }

    @Override
    public List<Integer> outputs() {
        return outputs;
    }

    @Override
    public BatchAnswers read(BatchOutput output) throws UnreadableOutputException {
        OutputTensor tensor = output.tensors().get(0);
        int images = output.images();
        int classes = spec.labels().size();
        float[] scores = tensor.values();
        checkShape(tensor, classes, output.size());
        for (int image = 0; image < images; image++) {
            try {
                spec.rule().toProbabilities(scores, image * classes, classes);
            } catch (ArithmeticException e) {
                throw new UnreadableOutputException("of image " + image + ", " + e.getMessage());
            }
        }
        return new BatchScores(spec, images, first(images * classes, scores), maps(output));
    }

    private static void checkShape(OutputTensor tensor, int classes, int size) throws UnreadableOutputException {
        int rows = tensor.rows();
        int values = tensor.values().length;
        if (rows < 1 || values != Math.multiplyExact(rows, classes)) {
            throw new UnreadableOutputException("model.yaml names " + classes + " labels, but the output '"
                    + tensor.name() + "' has " + (rows < 1 ? values : values / rows)
                    + " values per image: list a label for each, in the order of the classes");
        }
        if (rows != size) {
            throw new UnreadableOutputException("the output " + tensor + " has " + rows + " rows for a batch of " + size
                    + " images, but must have one row for each image");
        }
    }

    private @Nullable ActivationMaps maps(BatchOutput output) throws UnreadableOutputException {
        if (outputs.size() == 1) {
            return null;
        }
        OutputTensor map = output.tensors().get(1);
        List<Integer> shape = map.shape();
        int classes = spec.labels().size();
        if (shape.size() != 4 || shape.get(3) != classes || map.rows() != output.size()) {
            throw new UnreadableOutputException("the activation map '" + map.name() + "' has the shape " + shape
                    + " for a batch of " + output.size() + " images, but must have [" + output.size()
                    + ", rows, columns, " + classes + "]: export it so, or leave activationMap out");
        }
        int rows = shape.get(1);
        int columns = shape.get(2);
        float[] values = first(output.images() * rows * columns * classes, map.values());
        return new ActivationMaps(rows, columns, classes, values);
    }

    /** Without what filled the batch up. */
    private static float[] first(int count, float[] values) {
        return count >= values.length ? values : Arrays.copyOf(values, count);
    }
}
