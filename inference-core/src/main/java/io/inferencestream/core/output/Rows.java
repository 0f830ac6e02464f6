package io.inferencestream.core.output;

import io.inferencestream.core.model.Task;
import java.util.Arrays;
import java.util.List;

/** Outputs with a row of values for each image of a batch, the first dimension being the batch. */
final class Rows {
    private Rows() {}

    /**
     * How many values each image has. Dimensions of 1 do not count, so that a squeezed output and one with a leftover
     * height and width of 1 are rows too.
     *
     * @param size images in the batch
     * @throws UnreadableOutputException if the output has no row for each image
     */
    static int width(OutputTensor tensor, int size, Task task) throws UnreadableOutputException {
        List<Integer> shape = tensor.shape();
        boolean isBatch = size == 1 || tensor.rows() == size && !shape.isEmpty();
        List<Integer> rest = size == 1 ? shape : shape.subList(Math.min(1, shape.size()), shape.size());
        long sides = rest.stream().filter(dimension -> dimension != 1).count();
        if (!isBatch) {
            throw new UnreadableOutputException("the output " + tensor + " has " + tensor.rows()
                    + (tensor.rows() == 1 ? " row" : " rows") + " for a batch of " + size
                    + " images, but must have a row for each image: export the model with the batch as the first dimension"
                    + " of its output");
        }
        if (sides > 1) {
            throw new UnreadableOutputException("the output " + tensor + " has more than a row of values for "
                    + (size == 1 ? "an image" : "each of " + size + " images") + ", but task: " + task
                    + " needs one row: if the model finds objects, say 'task: detection'; else name the right output in"
                    + " model.yaml as outputTensor");
        }
        return tensor.values().length / size;
    }

    /** One image's values, a copy. */
    static float[] row(OutputTensor tensor, int image, int width) {
        return Arrays.copyOfRange(tensor.values(), image * width, (image + 1) * width);
    }
}
