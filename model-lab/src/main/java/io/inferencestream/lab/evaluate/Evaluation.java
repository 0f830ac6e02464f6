package io.inferencestream.lab.evaluate;

import io.inferencestream.core.answer.Scores;
import io.inferencestream.lab.data.LabelledImages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's predictions for a set of images, in the set's order.
 *
 * @param classes of the model, by index
 * @param predictions one for each image; at least one
 */
public record Evaluation(List<String> classes, List<Prediction> predictions) {
    private static final int BATCH = 250;

    public Evaluation {
        classes = List.copyOf(classes);
        predictions = List.copyOf(predictions);
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one image");
        }
    }

    /** Classifies every image. */
    public static Evaluation of(Classifier classifier, LabelledImages images) {
        List<Prediction> predictions = new ArrayList<>(images.count());
        for (int from = 0; from < images.count(); from += BATCH) {
            int to = Math.min(images.count(), from + BATCH);
            float[][] rows = classifier.classify(images, from, to);
            for (int i = from; i < to; i++) {
                predictions.add(prediction(images, i, rows[i - from]));
            }
        }
        return new Evaluation(images.classes(), predictions);
    }

    private static Prediction prediction(LabelledImages images, int image, float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return new Prediction(
                images.name(image),
                images.classes().get(images.label(image)),
                images.classes().get(best),
                probabilities[best],
                new Scores(probabilities));
    }

    /** How many predictions are right. */
    public long right() {
        return predictions.stream().filter(Prediction::isRight).count();
    }

    /** Share of the predictions that are right, 0 to 1. */
    public double accuracy() {
        return right() / (double) predictions.size();
    }

    /** Share of each true class's images that is predicted right, for the classes that have images. */
    public Map<String, Double> recalls() {
        Map<String, Double> recalls = new LinkedHashMap<>();
        for (String name : classes) {
            List<Prediction> own =
                    predictions.stream().filter(p -> p.label().equals(name)).toList();
            if (!own.isEmpty()) {
                recalls.put(name, own.stream().filter(Prediction::isRight).count() / (double) own.size());
            }
        }
        return recalls;
    }
}
