package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ActivationMap;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.gateway.answer.AnswerJson;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.schemas.outcome.Predicted;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import java.util.List;

/** Writes outcomes as JSON. */
final class OutcomeJson {
    private OutcomeJson() {}

    static ObjectNode of(IndexedOutcome indexed) {
        return indexed.outcome()
                .fold(predicted -> of(indexed.id(), predicted, 0, List.of()), rejected -> of(indexed, rejected));
    }

    /**
     * A prediction.
     *
     * @param top how many classes; 0 for as many as the stream tells
     * @param labels the model's, by class index; without them not more than the stream tells
     */
    static ObjectNode of(String id, Predicted predicted, int top, List<String> labels) {
        PredictionEvent event = predicted.event();
        ModelIdentity model = event.getModel();
        ObjectNode json = object().put("id", id).put("status", "predicted");
        json.set(
                "model",
                object().put("name", model.getName())
                        .put("version", model.getVersion())
                        .put("checksum", model.getChecksum()));
        AnswerJson.write(json, event, top, labels);
        json.put("source", event.getSource())
                .put("capturedAt", event.getCapturedAt().toString())
                .put("predictedAt", event.getPredictedAt().toString());
        json.set("timings", timings(event.getTimings()));
        json.put("batchSize", event.getBatchSize())
                .put("device", event.getDevice())
                .put("instance", event.getInstance());
        json.set("record", position(predicted.origin()));
        ActivationMap map = event.getActivationMap();
        if (map != null) {
            json.set("activationMap", activationMap(map));
        }
        ObjectNode attributes = object();
        event.getAttributes().forEach(attributes::put);
        json.set("attributes", attributes);
        predicted.resentFrom().ifPresent(letter -> json.put("resentFrom", letter.toString()));
        return json;
    }

    private static ObjectNode of(IndexedOutcome indexed, Rejected rejected) {
        ObjectNode json = object().put("id", indexed.id())
                .put("status", "rejected")
                .put("reason", rejected.reason())
                .put("detail", rejected.detail())
                .put("key", indexed.key())
                .put("instance", rejected.instance())
                .put("valueBytes", indexed.valueBytes());
        rejected.rejectedAt().ifPresent(moment -> json.put("rejectedAt", moment.toString()));
        json.set("record", position(rejected.origin()));
        json.set("deadLetter", position(rejected.position()));
        rejected.resentFrom().ifPresent(letter -> json.put("resentFrom", letter.toString()));
        return json;
    }

    static ObjectNode timings(StationTimings timings) {
        return object().put("queueMicros", timings.getQueueMicros())
                .put("decodeMicros", timings.getDecodeMicros())
                .put("batchWaitMicros", timings.getBatchWaitMicros())
                .put("inferenceMicros", timings.getInferenceMicros());
    }

    private static ObjectNode activationMap(ActivationMap map) {
        ObjectNode json = object().put("width", map.getWidth()).put("height", map.getHeight());
        ArrayNode values = json.putArray("values");
        map.getValues().forEach(value -> values.add((float) value));
        return json;
    }

    /**
     * Says how the model's input, over which an activation map lies, was made of the image.
     *
     * @param activationMap left alone where it is none
     */
    static void lay(JsonNode activationMap, ModelAnnouncement model) {
        if (activationMap instanceof ObjectNode map) {
            map.put("resize", Json.card(model).path("resize").asText())
                    .put("inputWidth", model.getInputWidth())
                    .put("inputHeight", model.getInputHeight());
        }
    }

    static ObjectNode position(RecordPosition position) {
        return object().put("topic", position.topic())
                .put("partition", position.partition())
                .put("offset", position.offset());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
