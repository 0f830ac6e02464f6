package io.inferencestream.lab.kafka;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Prediction;
import java.util.ArrayList;
import java.util.List;

/** Makes an evaluation of what a running stream answers to labelled images. */
public final class StreamEvaluation {
    private final StreamRun run;

    public StreamEvaluation(StreamRun run) {
        this.run = run;
    }

    /**
     * Evaluates every image.
     *
     * @param card of the model that is to look at them
     * @throws StreamException if the cluster is not there, an image is rejected, no more answers come, or one names no class
     */
    public Evaluation evaluate(ModelCard card, LabelledImages images) {
        List<PredictionEvent> events = run.predict(card.id(), images.count(), i -> ImageCodec.png(images, i));
        List<Prediction> made = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            LabelProbability best = best(events.get(i));
            made.add(new Prediction(
                    images.name(i), images.classes().get(images.label(i)), best.getLabel(), best.getProbability()));
        }
        return new Evaluation(images.classes(), made);
    }

    private static LabelProbability best(PredictionEvent event) {
        return event.getTopK().stream()
                .findFirst()
                .orElseThrow(() -> new StreamException("the stream's model answers with no class, but for the task "
                        + event.getTask() + ": does it serve the same version?"));
    }
}
