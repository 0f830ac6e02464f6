package io.inferencestream.schemas.avro;

import io.inferencestream.event.ActivationMap;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.ImageReference;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.Sha256;
import io.inferencestream.event.StationTimings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events with every field set. */
final class Events {
    static final Instant CAPTURED = Instant.ofEpochMilli(1_700_000_000_123L);
    static final ModelIdentity FASHION = new ModelIdentity("fashion", "1", "ab".repeat(32));

    private Events() {}

    static ImageEvent image(byte[] encoded) {
        return ImageEvent.newBuilder()
                .setId("img-1")
                .setSource("camera-7")
                .setCapturedAt(CAPTURED)
                .setModel("fashion/1")
                .setImage(ByteBuffer.wrap(encoded))
                .setMediaType("image/png")
                .setDeadline(CAPTURED.plusSeconds(5))
                .setAttributes(Map.of("label", "Sneaker"))
                .build();
    }

    static ImageEvent reference() {
        ImageEvent event = image(new byte[0]);
        event.setImage(new ImageReference("https://example.org/1.png", new Sha256(new byte[32]), 12345L));
        return event;
    }

    static PredictionEvent prediction() {
        return PredictionEvent.newBuilder()
                .setImageId("img-1")
                .setSource("camera-7")
                .setCapturedAt(CAPTURED)
                .setPredictedAt(CAPTURED.plusMillis(20))
                .setModel(FASHION)
                .setTopK(List.of(
                        new LabelProbability("Sneaker", 7, 0.75f, null),
                        new LabelProbability("Ankle boot", 9, 0.25f, null)))
                .setScores(List.of(0f, 0f, 0f, 0f, 0f, 0f, 0f, 0.75f, 0f, 0.25f))
                .setInputTopic("images")
                .setInputPartition(3)
                .setInputOffset(1234L)
                .setTimings(new StationTimings(100L, 200L, 300L, 400L))
                .setBatchSize(32)
                .setDevice("cpu")
                .setInstance("stream-1")
                .setActivationMap(new ActivationMap(2, 1, List.of(0f, 1f)))
                .setAttributes(Map.of("label", "Sneaker"))
                .build();
    }
}
