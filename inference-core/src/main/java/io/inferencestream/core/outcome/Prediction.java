package io.inferencestream.core.outcome;

import io.inferencestream.core.answer.ActivationMap;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.model.ModelId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a model saw in an image.
 *
 * @param model the model that answered
 * @param checksum SHA-256 over that model's files, lower-case hexadecimal
 * @param topK the most probable classes, most probable first; at least one
 * @param scores the probability of every class by class index; {@link Scores#NONE} where the model has too many to list
 * @param timings where the time went
 * @param batchSize images the model saw at once, this one included; at least 1
 * @param device the device that computed it
 * @param predictedAtMillis when the model had answered, milliseconds since 1970-01-01T00:00Z
 * @param activationMap evidence for the first of {@code topK}; null where the model offers none
 */
public record Prediction(
        ModelId model,
        String checksum,
        List<RankedLabel> topK,
        Scores scores,
        Timings timings,
        int batchSize,
        String device,
        long predictedAtMillis,
        @Nullable ActivationMap activationMap)
        implements Outcome {

    public Prediction {
        topK = List.copyOf(topK);
        if (topK.isEmpty()) {
            throw new IllegalArgumentException("topK must name at least one class: " + topK);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
    }

    @Override
    public <R> R fold(
            Function<? super Prediction, ? extends R> predicted, Function<? super Rejection, ? extends R> rejected) {
        return predicted.apply(this);
    }
}
