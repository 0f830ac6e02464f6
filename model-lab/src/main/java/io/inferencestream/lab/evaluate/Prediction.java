package io.inferencestream.lab.evaluate;

/**
 * What a model makes of one picture.
 *
 * @param file the picture's name
 * @param label its true class
 * @param predicted the class with the highest probability; the first of equals
 * @param probability of that class, 0 to 1
 */
public record Prediction(String file, String label, String predicted, float probability) {
    public boolean isRight() {
        return label.equals(predicted);
    }
}
