package io.inferencestream.core.output;

import io.inferencestream.core.answer.ActivationMap;
import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.model.ClassesSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classes of the images of a batch: for each image a row of probabilities, and a class activation map where the model
 * offers one.
 *
 * <p>Owns its arrays; readers must not write to them.
 */
public final class BatchScores implements BatchAnswers {
    /** Models with more classes than this do not list every score. */
    private static final int MAX_LISTED_CLASSES = 100;

    private final ClassesSpec spec;
    private final int count;
    private final int classes;
    private final float[] probabilities;
    private final @Nullable ActivationMaps activationMaps;

    /**
     * Takes ownership of {@code probabilities}.
     *
     * @param spec the classes
     * @param count images in the batch; at least 1
     * @param probabilities a value from 0 to 1 for every image and class, row by row
     * @param activationMaps one map per image and class, or null where the model offers none
     */
    public BatchScores(ClassesSpec spec, int count, float[] probabilities, @Nullable ActivationMaps activationMaps) {
        this.spec = spec;
        this.count = count;
        this.classes = spec.labels().size();
        this.probabilities = probabilities;
        this.activationMaps = activationMaps;
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1: " + count);
        }
        if (probabilities.length != Math.multiplyExact(count, classes)) {
            throw new IllegalArgumentException(
                    "probabilities must hold " + count + "x" + classes + " values: " + probabilities.length);
        }
    }

    @Override
    public int count() {
        return count;
    }

    public int classes() {
        return classes;
    }

    /** Probability of a class for an image, both from 0. */
    public float probability(int image, int classIndex) {
        return probabilities[image * classes + classIndex];
    }

    /** All probabilities of one image, a copy. */
    public float[] row(int image) {
        return Arrays.copyOfRange(probabilities, image * classes, (image + 1) * classes);
    }

    public @Nullable ActivationMaps activationMaps() {
        return activationMaps;
    }

    @Override
    public Answer answer(int image) {
        List<RankedLabel> topK = topK(image);
        return new Classification(
                spec.task(),
                topK,
                classes <= MAX_LISTED_CLASSES ? new Scores(row(image)) : Scores.NONE,
                activationMaps == null
                        ? null
                        : activationMaps.of(image, topK.get(0).classIndex()));
    }

    /** The most probable classes, most probable first; equal ones by class index; what is not a number last. */
    private List<RankedLabel> topK(int image) {
        int k = spec.topK();
        int[] best = new int[k];
        int found = 0;
        for (int candidate = 0; candidate < classes; candidate++) {
            float probability = probability(image, candidate);
            int place = found;
            while (place > 0 && outranks(probability, probability(image, best[place - 1]))) {
                place--;
            }
            if (place < k) {
                int last = Math.min(found, k - 1);
                System.arraycopy(best, place, best, place + 1, last - place);
                best[place] = candidate;
                found = Math.min(found + 1, k);
            }
        }
        List<RankedLabel> ranked = new ArrayList<>(k);
        for (int i = 0; i < k; i++) {
            ranked.add(ranked(best[i], probability(image, best[i])));
        }
        return ranked;
    }

    private RankedLabel ranked(int classIndex, float probability) {
        @Nullable
        Boolean isAccepted = spec.thresholds().isEmpty()
                ? null
                : probability >= spec.thresholds().get(classIndex).floatValue();
        return new RankedLabel(spec.labels().get(classIndex), classIndex, probability, isAccepted);
    }

    private static boolean outranks(float probability, float other) {
        return probability > other || (Float.isNaN(other) && !Float.isNaN(probability));
    }

    /**
     * Class activation maps of a batch.
     *
     * @param height cells down
     * @param width cells across
     * @param classes maps per image
     * @param values {@code [image][row][column][class]}, flat, as the model wrote them (not scaled)
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ActivationMaps(int height, int width, int classes, float[] values) {

        /** The evidence for a class in an image, scaled so that its greatest is 1. */
        ActivationMap of(int image, int classIndex) {
            int cells = height * width;
            float max = 0;
            List<Float> evidence = new ArrayList<>(cells);
            for (int cell = 0; cell < cells; cell++) {
                float value = values[(image * cells + cell) * classes + classIndex];
                float counted = value > 0 ? value : 0;
                max = Math.max(max, counted);
                evidence.add(counted);
            }
            float highest = max;
            if (highest > 0) {
                evidence.replaceAll(value -> value / highest);
            }
            return new ActivationMap(width, height, evidence);
        }
    }
}
