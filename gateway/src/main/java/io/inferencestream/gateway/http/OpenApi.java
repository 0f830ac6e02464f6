package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the REST API, OpenAPI 3.1: written by hand, held against the routes by a test. */
final class OpenApi {
    private final JsonNode description;

    OpenApi() {
        try (InputStream input = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            // Jackson's reader of YAML leaves aliases as text.
            this.description = Json.MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(input));
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
