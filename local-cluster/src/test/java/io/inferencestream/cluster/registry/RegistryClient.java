package io.inferencestream.cluster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Speaks HTTP to a registry and keeps the last status. Not thread-safe. */
final class RegistryClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private int status;

    RegistryClient(DevelopmentRegistry registry) {
        this.url = registry.url();
    }

    int status() {
        return status;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    JsonNode delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "");
    }

    JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("PUT", path, JSON.writeValueAsString(body));
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    JsonNode post(String path, String schema) throws IOException, InterruptedException {
        return post(path, Map.of("schema", schema));
    }

    /** The id that the subject's new version gets. */
    int register(String subject, String schema) throws IOException, InterruptedException {
        JsonNode answer = post("/subjects/" + subject + "/versions", schema);
        assertThat(status).as(answer.toString()).isEqualTo(200);
        return answer.get("id").intValue();
    }

    /** A schema of one record type with these fields. */
    static String record(String name, String... fields) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + String.join(",", List.of(fields)) + "]}";
    }

    /** Status and error code. */
    List<Integer> refusal(JsonNode answer) {
        return List.of(status, answer.path("error_code").asInt());
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, publisher)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        status = response.statusCode();
        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
        return JSON.readTree(response.body());
    }
}
