package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the REST API, OpenAPI 3.1: written by hand, held against the routes by a test. */
final class OpenApi {
    private final JsonNode description;

    OpenApi() {
        try (InputStream input = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            this.description = new ObjectMapper(new YAMLFactory()).readTree(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void serve(Context context) {
        Json.write(context, 200, description);
    }
}
