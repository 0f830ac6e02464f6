package io.inferencestream.gateway.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.Box;
import io.inferencestream.event.Detection;
import io.inferencestream.event.Embedding;
import io.inferencestream.event.ImageSize;
import io.inferencestream.event.Keypoint;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.NamedValue;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.outcome.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a model answered: its task, and the one member that the task fills. Of a task that is not known here there is
 * the name alone, so that nobody takes it for an empty answer of another.
 */
public final class AnswerJson {
    private AnswerJson() {}

    /**
     * Adds an answer to a prediction's JSON.
     *
     * @param top how many classes; 0 for as many as the stream tells
     * @param labels the model's, by class index; without them not more classes than the stream tells
     */
    public static void write(ObjectNode json, PredictionEvent event, int top, List<String> labels) {
        json.put("task", event.getTask());
        Task.of(event).ifPresent(task -> {
            switch (task) {
                case CLASSIFICATION, MULTI_LABEL -> json.set("predictions", classes(event, top, labels));
                case DETECTION -> detections(json, event.getDetections());
                case EMBEDDING -> embedding(json, event.getEmbedding());
                case REGRESSION -> values(json, event.getValues());
            }
        });
        ImageSize image = event.getImage();
        if (image != null) {
            json.putObject("image").put("width", image.getWidth()).put("height", image.getHeight());
        }
    }

    private static ArrayNode classes(PredictionEvent event, int top, List<String> labels) {
        int count = top == 0 ? event.getTopK().size() : top;
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (LabelProbability one : RankedClasses.of(event, count, labels)) {
            ObjectNode its = json.addObject()
                    .put("label", one.getLabel())
                    .put("classIndex", one.getClassIndex())
                    .put("probability", one.getProbability());
            if (one.getAccepted() != null) {
                its.put("accepted", one.getAccepted());
            }
        }
        return json;
    }

    private static void detections(ObjectNode json, @Nullable List<Detection> found) {
        if (found == null) {
            return;
        }
        ArrayNode all = json.putArray("detections");
        found.forEach(one -> detection(all.addObject(), one));
    }

    private static void detection(ObjectNode json, Detection one) {
        json.put("label", one.getLabel()).put("classIndex", one.getClassIndex()).put("confidence", one.getConfidence());
        Box box = one.getBox();
        json.putObject("box")
                .put("left", box.getLeft())
                .put("top", box.getTop())
                .put("right", box.getRight())
                .put("bottom", box.getBottom());
        if (!one.getKeypoints().isEmpty()) {
            ArrayNode points = json.putArray("keypoints");
            one.getKeypoints().forEach(point -> keypoint(points.addObject(), point));
        }
    }

    private static void keypoint(ObjectNode json, Keypoint point) {
        json.put("name", point.getName()).put("x", point.getX()).put("y", point.getY());
        if (point.getConfidence() != null) {
            json.put("confidence", point.getConfidence());
        }
    }

    private static void embedding(ObjectNode json, @Nullable Embedding embedding) {
        if (embedding == null) {
            return;
        }
        ObjectNode its = json.putObject("embedding")
                .put("space", embedding.getSpace())
                .put("normalized", embedding.getNormalized());
        ArrayNode values = its.putArray("values");
        embedding.getValues().forEach(value -> values.add((float) value));
    }

    private static void values(ObjectNode json, @Nullable List<NamedValue> values) {
        if (values == null) {
            return;
        }
        ArrayNode all = json.putArray("values");
        for (NamedValue one : values) {
            ObjectNode its = all.addObject().put("name", one.getName()).put("value", one.getValue());
            if (one.getUnit() != null) {
                its.put("unit", one.getUnit());
            }
        }
    }
}
