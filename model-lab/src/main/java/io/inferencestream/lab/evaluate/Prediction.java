package io.inferencestream.lab.evaluate;

import io.inferencestream.core.answer.Scores;

/**
 * What a model makes of one image.
 *
 * @param file the image's name
 * @param label its true class
 * @param predicted the class with the highest probability; the first of equals
 * @param probability of that class, 0 to 1
 * @param scores the probability of every class, by class index; {@link Scores#NONE} where only the best is known
 */
public record Prediction(String file, String label, String predicted, float probability, Scores scores) {

    /** A prediction of which only the best class is known. */
    public Prediction(String file, String label, String predicted, float probability) {
        this(file, label, predicted, probability, Scores.NONE);
    }

    public boolean isRight() {
        return label.equals(predicted);
    }
}
