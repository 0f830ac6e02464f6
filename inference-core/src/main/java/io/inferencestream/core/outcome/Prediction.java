package io.inferencestream.core.outcome;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.model.ModelId;
import java.util.function.Function;

/**
 * What a model saw in an image.
 *
 * @param model the model that answered
 * @param checksum SHA-256 over that model's files, lower-case hexadecimal
 * @param answer what it answered
 * @param image size of the image
 * @param timings where the time went
 * @param batchSize images the model saw at once, this one included; at least 1
 * @param device the device that computed it
 * @param predictedAtMillis when the model had answered, milliseconds since 1970-01-01T00:00Z
 */
public record Prediction(
        ModelId model,
        String checksum,
        Answer answer,
        ImageSize image,
        Timings timings,
        int batchSize,
        String device,
        long predictedAtMillis)
        implements Outcome {

    public Prediction {
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
