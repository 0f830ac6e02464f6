package io.inferencestream.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.event.ModelAnnouncement;
import io.javalin.http.Context;

/** Writes JSON answers, and reads what is JSON in events. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static void write(Context context, int status, JsonNode body) {
        write(context, status, "application/json", body);
    }

    static void write(Context context, int status, String mediaType, JsonNode body) {
        try {
            context.status(status);
            context.contentType(mediaType);
            context.result(MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can be written", e);
        }
    }

    /** A model's card as it was announced; empty where it cannot be read. */
    static JsonNode card(ModelAnnouncement model) {
        try {
            return MAPPER.readTree(model.getCard());
        } catch (JsonProcessingException e) {
            return MAPPER.createObjectNode();
        }
    }
}
