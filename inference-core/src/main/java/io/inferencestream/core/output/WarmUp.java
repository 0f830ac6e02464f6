package io.inferencestream.core.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at what a model answers to test inputs while it is warmed up, in batches of several sizes: that every image has
 * its own row, that one input has one answer whatever batch it is in, and that the values can be what the card says.
 *
 * <p>Not thread-safe.
 */
public final class WarmUp {
    /** How far an answer may differ between two batches, as a share of the range of all values seen. */
    private static final double TOLERANCE = 0.05;

    /** Longer rows are not held. */
    private static final int MAX_HELD = 1 << 20;

    /** Test inputs up to this one are no plain colours: on these every model must answer. */
    private static final int LIVELY = 2;

    private final AnswerReader reader;
    private final Map<Integer, float[]> rows = new TreeMap<>();
    private boolean failsOnPlain;

    public WarmUp(AnswerReader reader) {
        this.reader = reader;
    }

    /**
     * Looks at the outputs for one batch.
     *
     * @param inputs which test input each image of the batch is: 0 is noise, up to 2 they are no plain colours
     * @throws UnreadableOutputException if they are not what the card says
     */
    public void saw(BatchOutput output, List<Integer> inputs) throws UnreadableOutputException {
        OutputTensor tensor = output.tensors().get(0);
        int width = tensor.values().length / output.size();
        boolean isHeld = width > 0 && width <= MAX_HELD && (output.size() == 1 || tensor.rows() == output.size());
        List<float[]> emitted = new ArrayList<>();
        for (int image = 0; isHeld && image < output.images(); image++) {
            float[] row = Rows.row(tensor, image, width);
            emitted.add(row);
            float[] noise = rows.get(0);
            if (inputs.get(image) > LIVELY && !isFinite(row) && noise != null && noise.length == width) {
                failsOnPlain = true;
                System.arraycopy(noise, 0, tensor.values(), image * width, width);
                emitted.set(image, noise);
            }
        }
        read(output, emitted);
        for (int image = 0; image < emitted.size(); image++) {
            if (emitted.get(image) != rows.get(0)) {
                note(tensor, inputs.get(image), emitted.get(image), output.size());
            }
        }
    }

    /** What the values say of themselves is better advice than what is wrong with a single one. */
    private void read(BatchOutput output, List<float[]> emitted) throws UnreadableOutputException {
        try {
            reader.read(output);
        } catch (UnreadableOutputException e) {
            if (emitted.stream().allMatch(WarmUp::isFinite)) {
                List<float[]> seen = new ArrayList<>(rows.values());
                seen.addAll(emitted);
                if (seen.stream().allMatch(row -> row.length == seen.get(0).length)) {
                    reader.doubts(seen);
                }
            }
            throw e;
        }
    }

    private static boolean isFinite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private void note(OutputTensor tensor, int input, float[] row, int size) throws UnreadableOutputException {
        float[] before = rows.putIfAbsent(input, row);
        if (before == null) {
            return;
        }
        double allowed = TOLERANCE * range(before);
        for (int i = 0; i < row.length; i++) {
            if (before.length != row.length || Math.abs(before[i] - row[i]) > allowed) {
                throw new UnreadableOutputException(String.format(
                        Locale.ROOT,
                        "the output '%s' is different for one and the same input in another batch: value %d was %.4g and is"
                                + " %.4g in a batch of %d; export the model for inference, without dropout and with the"
                                + " statistics of its training, so that the images of a batch do not change each other",
                        tensor.name(),
                        i,
                        before[Math.min(i, before.length - 1)],
                        row[i],
                        size));
            }
        }
    }

    private static double range(float[] values) {
        float min = 0;
        float max = 0;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return (double) max - min;
    }

    /**
     * Judges what has been seen.
     *
     * @return what is suspicious, a sentence each
     * @throws UnreadableOutputException if the values cannot be what the card says
     */
    public List<String> doubts() throws UnreadableOutputException {
        List<float[]> seen = List.copyOf(rows.values());
        if (seen.isEmpty()) {
            return List.of();
        }
        List<String> doubts = new ArrayList<>(reader.doubts(seen));
        if (seen.size() > 1 && isConstant(seen)) {
            doubts.add(
                    "for " + seen.size() + " different test inputs it answers the same: its weights may be zeros or not"
                            + " loaded; look at the export");
        }
        if (failsOnPlain) {
            doubts.add(
                    "for a plain colour it emits what is not a number: images without any contrast become dead letters"
                            + " (MODEL_FAILED)");
        }
        return doubts;
    }

    private static boolean isConstant(List<float[]> seen) {
        float[] first = seen.get(0);
        return seen.stream().allMatch(row -> {
            for (int i = 0; i < first.length; i++) {
                if (Math.abs(first[i] - row[i]) > 1e-6 * Math.abs(first[i])) {
                    return false;
                }
            }
            return true;
        });
    }
}
