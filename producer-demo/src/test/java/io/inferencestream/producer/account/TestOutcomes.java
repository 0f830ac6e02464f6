package io.inferencestream.producer.account;

import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.outcome.Outcome;
import io.inferencestream.schemas.outcome.Predicted;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Outcomes of images that were sent to the topic {@code images}. */
final class TestOutcomes {
    static final String IMAGES = "images";

    private TestOutcomes() {}

    static Outcome predicted(int partition, long offset, String id, String label, int batchSize) {
        return new Predicted(
                new RecordPosition("predictions", partition, offset),
                Optional.empty(),
                event(new RecordPosition(IMAGES, partition, offset), id, label, batchSize));
    }

    /** Of another task than classification, in partition 0. */
    static Outcome answered(long offset, String id, String task, Consumer<PredictionEvent> answer) {
        PredictionEvent event = event(new RecordPosition(IMAGES, 0, offset), id, "none", 1);
        event.setTask(task);
        event.setTopK(List.of());
        answer.accept(event);
        return new Predicted(new RecordPosition("predictions", 0, offset), Optional.empty(), event);
    }

    static PredictionEvent event(RecordPosition origin, String id, String label, int batchSize) {
        return PredictionEvent.newBuilder()
                .setImageId(id)
                .setSource("ward")
                .setCapturedAt(Instant.EPOCH)
                .setPredictedAt(Instant.EPOCH)
                .setModel(new ModelIdentity("fashion", "1", "0"))
                .setTopK(List.of(
                        new LabelProbability(label, 8, 0.9f, null), new LabelProbability("coat", 4, 0.1f, null)))
                .setInputTopic(origin.topic())
                .setInputPartition(origin.partition())
                .setInputOffset(origin.offset())
                .setTimings(new StationTimings(1L, 2L, 3L, 4L))
                .setBatchSize(batchSize)
                .setDevice("cpu")
                .setInstance("test")
                .build();
    }

    static Outcome rejected(int partition, long offset, String reason) {
        return new Rejected(
                new RecordPosition("dead-letters", partition, offset),
                new RecordPosition(IMAGES, partition, offset),
                Optional.empty(),
                Optional.empty(),
                reason,
                "",
                Optional.empty(),
                "test",
                Optional.empty(),
                Optional.empty());
    }
}
