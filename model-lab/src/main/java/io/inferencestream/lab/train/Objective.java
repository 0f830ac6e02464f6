package io.inferencestream.lab.train;

import io.inferencestream.lab.data.LabelledImages;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What training makes small: cross-entropy, with labels smoothed and classes weighed.
 *
 * @param labelSmoothing share of the wanted probability that is spread over all classes; from 0 to below 1
 * @param classWeights factor of each class's loss, by class index; at least one class
 */
record Objective(float labelSmoothing, List<Float> classWeights) {
    Objective {
        classWeights = List.copyOf(classWeights);
        if (classWeights.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one class: " + classWeights);
        }
    }

    /** Plain cross-entropy. */
    static Objective plain(int classes) {
        return new Objective(0, Collections.nCopies(classes, 1f));
    }

    /** Each class by the inverse of its share of the images, so that the mean over all images is 1. */
    static Objective of(TrainingSettings settings, LabelledImages training) {
        int classes = training.classes().size();
        if (!settings.balanced()) {
            return new Objective(settings.labelSmoothing(), Collections.nCopies(classes, 1f));
        }
        int[] counts = training.countsByClass();
        long present = IntStream.of(counts).filter(count -> count > 0).count();
        List<Float> weights = IntStream.of(counts)
                .mapToObj(count -> count == 0 ? 0f : (float) training.count() / (present * count))
                .toList();
        return new Objective(settings.labelSmoothing(), weights);
    }

    boolean isWeighted() {
        return classWeights.stream().anyMatch(weight -> weight != 1f);
    }

    float[] weightArray() {
        float[] weights = new float[classWeights.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = classWeights.get(i);
        }
        return weights;
    }
}
