package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.settings.YamlDocument;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The description of the REST API, OpenAPI 3.1: written by hand, held against the routes by a test. */
final class OpenApi {
    private final JsonNode description;

    /** @param server where clients find the gateway: an address, or a path */
    OpenApi(String server) {
        try (InputStream input = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            String yaml = new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
            ObjectNode whole = Json.MAPPER.valueToTree(YamlDocument.values(yaml));
            whole.putArray("servers").addObject().put("url", server);
            this.description = whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode description() {
        return description;
    }

    void serve(Context context) {
        Json.write(context, 200, description);
    }
}
