package io.inferencestream.core.repository;

import io.inferencestream.core.predict.InputShape;
import io.inferencestream.core.predict.ModelId;
import java.util.List;

/**
 * What {@code model.yaml} says of a model: how to feed it and how to read its answers.
 *
 * @param id name and version
 * @param input the picture the model wants
 * @param resize how other pictures become that
 * @param labels names of the classes, by class index
 * @param topK how many classes a prediction names; 1 to the number of labels
 * @param checksum SHA-256 over the model's files, lower-case hexadecimal
 */
public record ModelCard(
        ModelId id, InputShape input, ResizeRule resize, List<String> labels, int topK, String checksum) {
    public ModelCard {
        labels = List.copyOf(labels);
        if (topK < 1 || topK > labels.size()) {
            throw new IllegalArgumentException("topK must be from 1 to " + labels.size() + ": " + topK);
        }
    }
}
