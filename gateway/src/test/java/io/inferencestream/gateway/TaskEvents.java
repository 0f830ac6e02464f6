package io.inferencestream.gateway;

import io.inferencestream.event.Box;
import io.inferencestream.event.Detection;
import io.inferencestream.event.Embedding;
import io.inferencestream.event.ImageSize;
import io.inferencestream.event.Keypoint;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.NamedValue;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import java.time.Instant;
import java.util.List;

/** Predictions of models of every task, as streams write them. */
public final class TaskEvents {
    private TaskEvents() {}

    public static PredictionEvent.Builder ofTask(String task) {
        return PredictionEvent.newBuilder()
                .setTask(task)
                .setImageId("ward-3/1.png")
                .setSource("ward-3")
                .setCapturedAt(Instant.EPOCH)
                .setPredictedAt(Instant.EPOCH)
                .setModel(new ModelIdentity("toy", "1", "5eed"))
                .setTopK(List.of())
                .setInputTopic("images")
                .setInputPartition(0)
                .setInputOffset(0)
                .setTimings(new StationTimings(1L, 2L, 3L, 4L))
                .setBatchSize(1)
                .setDevice("cpu")
                .setInstance("north")
                .setImage(new ImageSize(640, 480));
    }

    public static PredictionEvent classes() {
        return ofTask("classification")
                .setTopK(List.of(
                        new LabelProbability("cat", 1, 0.75f, null), new LabelProbability("dog", 0, 0.25f, null)))
                .build();
    }

    public static PredictionEvent multiLabel() {
        return ofTask("multi-label")
                .setTopK(List.of(
                        new LabelProbability("effusion", 0, 0.75f, true),
                        new LabelProbability("mass", 2, 0.5f, true),
                        new LabelProbability("nodule", 1, 0.25f, false)))
                .setScores(List.of(0.75f, 0.25f, 0.5f, 0.125f))
                .build();
    }

    public static PredictionEvent detections(Detection... found) {
        return ofTask("detection").setDetections(List.of(found)).build();
    }

    public static Detection face() {
        return new Detection(
                "face",
                0,
                0.75f,
                new Box(0.25f, 0.125f, 0.5f, 0.375f),
                List.of(new Keypoint("left eye", 0.3f, 0.2f, 0.5f), new Keypoint("nose", 0.375f, 0.25f, null)));
    }

    public static Detection person() {
        return new Detection("person", 1, 0.5f, new Box(0f, 0f, 1f, 1f), List.of());
    }

    public static PredictionEvent embedding(Float... values) {
        return ofTask("embedding")
                .setEmbedding(new Embedding(List.of(values), true, "5eed"))
                .build();
    }

    public static PredictionEvent values() {
        return ofTask("regression")
                .setValues(List.of(new NamedValue("age", 41.5f, "years"), new NamedValue("score", -2f, null)))
                .build();
    }
}
