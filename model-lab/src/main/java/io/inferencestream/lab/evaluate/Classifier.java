package io.inferencestream.lab.evaluate;

import io.inferencestream.lab.data.LabelledImages;

/** Something that gives each class a probability. */
public interface Classifier {
    /**
     * Probabilities of all classes for the images from {@code from} to before {@code to}, one row each.
     *
     * @throws IllegalArgumentException if the images do not have the size the model wants
     */
    float[][] classify(LabelledImages images, int from, int to);
}
