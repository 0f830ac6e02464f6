package io.inferencestream.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.http.body.ContentCoding;
import io.javalin.http.Context;

/** Writes answers, and reads what is JSON in events. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MIN_PACKED_BYTES = 256;

    private Json() {}

    static void write(Context context, int status, JsonNode body) {
        write(context, status, "application/json", body);
    }

    static void write(Context context, int status, String mediaType, JsonNode body) {
        context.status(status);
        context.contentType(mediaType);
        context.result(bytes(body));
    }

    static byte[] bytes(JsonNode body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can be written", e);
        }
    }

    /** Answers with 200, compressed where the client takes that and there is something to gain. */
    static void writePacked(Context context, String mediaType, byte[] body) {
        ContentCoding coding = body.length < MIN_PACKED_BYTES
                ? ContentCoding.IDENTITY
                : ContentCoding.accepted(context.header("Accept-Encoding"));
        if (coding != ContentCoding.IDENTITY) {
            context.header("Content-Encoding", coding.header());
        }
        context.status(200);
        context.contentType(mediaType);
        context.result(coding.pack(body));
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
