package io.inferencestream.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.image.SampleImages;
import io.inferencestream.gateway.observe.GatewayMeters;
import io.inferencestream.gateway.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The description says what is served, and nothing else. */
class OpenApiTest {
    @Test
    void describesEveryRouteAndNoOther() {
        JsonNode description = new OpenApi("/").description();
        List<String> described = new ArrayList<>();
        description
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described).containsExactlyInAnyOrderElementsOf(routes());
        assertThat(description.path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void isWholeForEveryOperation() {
        for (JsonNode path : new OpenApi("/").description().path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("responses").isObject())
                        .as("%s", operation)
                        .isTrue();
                assertThat(operation.path("operationId").isTextual())
                        .as("%s", operation)
                        .isTrue();
                assertThat(operation.path("parameters").isMissingNode()
                                || operation.path("parameters").isArray())
                        .as("%s", operation)
                        .isTrue();
            }
        }
    }

    /** A server that never starts needs nothing behind its routes. */
    private static List<String> routes() {
        GatewaySettings settings = GatewaySettings.parse("kafka: {bootstrap.servers: '127.0.0.1:1'}", Map.of());
        try (GatewayMeters meters = new GatewayMeters();
                GatewayServer server = new GatewayServer(new GatewayParts(
                        settings,
                        null,
                        Optional.empty(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        SampleImages.none(),
                        null,
                        meters,
                        Traces.OFF,
                        () -> false,
                        () -> false))) {
            return server.routes();
        }
    }
}
