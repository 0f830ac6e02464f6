package io.inferencestream.core.output;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.output.BatchScores.ActivationMaps;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one value for each class of the whole image, and class activation maps. */
/*
 * A choice between two is often a single output, the second label's. Its probability p makes the row [1 - p, p], and its
 * logit z the logits [0, z], whose softmax is [1 - sigmoid(z), sigmoid(z)].
 */
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
        boolean isBinary =
                spec.labels().size() == 2 && isOneValue(declared.specs().get(scores));
        return new ClassesReader(
                isBinary ? spec.exclusive() : spec, map.isEmpty() ? List.of(scores) : List.of(scores, map.get(0)));
    }

    private static boolean isOneValue(TensorSpec output) {
        List<Long> shape = output.shape();
        return shape != null && shape.stream().skip(1).allMatch(dimension -> dimension == 1);
    }

    @Override
    public ClassesSpec spec() {
        return spec;
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
        int width = Rows.width(tensor, output.size(), spec.task());
        OutputShape.check(spec, tensor, width);
        boolean isBinary = width < classes;
        float[] scores = isBinary ? binary(tensor.values(), images) : first(images * classes, tensor.values());
        OutputRule rule = isBinary ? spec.rule().exclusive() : spec.rule();
        for (int image = 0; image < images; image++) {
            try {
                rule.toProbabilities(scores, image * classes, classes);
            } catch (ArithmeticException e) {
                throw new UnreadableOutputException("of image " + image + ", " + e.getMessage());
            }
        }
        return new BatchScores(spec, images, scores, maps(output));
    }

    private float[] binary(float[] values, int images) {
        float[] scores = new float[2 * images];
        for (int image = 0; image < images; image++) {
            scores[2 * image] = spec.rule().isLogits() ? 0 : 1 - values[image];
            scores[2 * image + 1] = values[image];
        }
        return scores;
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
                    + " for a batch of " + output.size() + (output.size() == 1 ? " image" : " images")
                    + ", but must have [" + output.size() + ", rows, columns, " + classes
                    + "]: export it so, or leave activationMap out");
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

    @Override
    public List<String> doubts(List<float[]> rows) throws UnreadableOutputException {
        boolean isBinary =
                rows.stream().anyMatch(row -> row.length < spec.labels().size());
        return new SeenValues(rows).doubts(spec.rule(), isBinary);
    }
}
