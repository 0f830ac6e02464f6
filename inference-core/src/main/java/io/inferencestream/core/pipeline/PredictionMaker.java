package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.PredictedBatch;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.outcome.ImageSize;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.decode.image.ImageHeader;

/** Makes the prediction of one image of a batch that its model answered. Thread-safe. */
public final class PredictionMaker {
    private final ModelCard card;
    private final String device;

    /**
     * @param card of the model that answers
     * @param device where it computes
     */
    public PredictionMaker(ModelCard card, String device) {
        this.card = card;
        this.device = device;
    }

    /**
     * Makes it.
     *
     * @param image place of the image in the batch, from 0
     * @param header of the image
     * @param timings where the time went
     */
    public Prediction make(PredictedBatch batch, int image, ImageHeader header, Timings timings) {
        boolean swaps = header.orientation().swapsSides();
        return new Prediction(
                card.id(),
                card.checksum(),
                batch.answers().answer(image),
                new ImageSize(swaps ? header.height() : header.width(), swaps ? header.width() : header.height()),
                timings,
                batch.answers().count(),
                device,
                batch.predictedAtMillis());
    }
}
