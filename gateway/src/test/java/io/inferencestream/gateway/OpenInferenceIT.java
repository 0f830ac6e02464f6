package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol and TensorFlow Serving's REST API, as their clients speak them, over a real stream. */
final class OpenInferenceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] PLAIN = {"Content-Type", "application/json"};
    private static final String INFER = "/v2/models/toy/infer";

    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static StreamApp stream;
    private static GatewayApp gateway;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        stream = bench.stream("north");
        gateway = bench.gateway();
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(
                                bench.get(gateway, "/v2/models/toy/ready").statusCode())
                        .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stream.close();
        bench.close();
    }

    @Test
    void answersBinaryTensorsWithBinaryTensors() throws Exception {
        byte[] image = Pngs.gray(2);
        byte[] tensor = ByteBuffer.allocate(4 + image.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(image.length)
                .put(image)
                .array();
        String json = "{\"id\":\"mine\",\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"image\","
                + "\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":" + tensor.length + "}}]}";

        HttpResponse<byte[]> answer = binary(json, tensor);

        int length = answer.headers()
                .firstValue("Inference-Header-Content-Length")
                .map(Integer::parseInt)
                .orElseThrow();
        JsonNode head = JSON.readTree(answer.body(), 0, length);
        assertThat(head.path("id").asText()).isEqualTo("mine");
        assertThat(head.path("outputs").findValuesAsText("name"))
                .containsExactly("labels", "class_indices", "probabilities");
        ByteBuffer tail = ByteBuffer.wrap(answer.body(), length, answer.body().length - length)
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(tail.getInt()).isEqualTo(1);
        assertThat(tail.get()).isEqualTo((byte) 'c');
    }

    @Test
    void seesBinaryPixelsAsTheyAre() throws Exception {
        String json = "{\"outputs\":[{\"name\":\"labels\"}],\"inputs\":[{\"name\":\"image\",\"shape\":[3,2,2,1],"
                + "\"datatype\":\"UINT8\",\"parameters\":{\"binary_data_size\":12}}]}";

        HttpResponse<byte[]> answer = binary(json, new byte[] {1, 0, 0, 0, 7, 0, 0, 0, (byte) 254, 0, 0, 0});

        JsonNode labels = JSON.readTree(answer.body()).path("outputs").path(0);
        assertThat(labels.path("shape").toString()).isEqualTo("[3,2]");
        assertThat(labels.path("data").path(0).asText()).isEqualTo("b");
        assertThat(labels.path("data").path(2).asText()).isEqualTo("d");
        assertThat(labels.path("data").path(4).asText()).isEqualTo("c");
    }

    private static HttpResponse<byte[]> binary(String json, byte[] tensor) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(tensor);
        HttpResponse<byte[]> answer = bench.http()
                .send(
                        TestBench.request(
                                        gateway,
                                        INFER,
                                        "Inference-Header-Content-Length",
                                        Integer.toString(json.length()),
                                        "Content-Type",
                                        "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return answer;
    }

    @Test
    void takesCompressedBodiesAndAnswersWithThem() throws Exception {
        String image = base64(5);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(request("[8]", String.join("\",\"", java.util.Collections.nCopies(8, image))));
        }

        HttpResponse<byte[]> answer = bench.http()
                .send(
                        TestBench.request(gateway, INFER, "Content-Encoding", "gzip", "Accept-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        JsonNode json = JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(answer.body())));
        assertThat(json.path("outputs").path(0).path("shape").toString()).isEqualTo("[8,2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {INFER, "/predict", "/v1/models/toy:predict"})
    void refusesCodingsAndBombsAndMakesNoDeadLetterOfThem(String path) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 100; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        String type = path.equals("/predict") ? "image/png" : "application/json";
        int before = deadLetters();

        assertThat(status(path, bomb.toByteArray(), type, "gzip")).isEqualTo(413);
        assertThat(status(path, Pngs.gray(1), type, "gzip")).isEqualTo(400);
        assertThat(status(path, Pngs.gray(1), type, "br")).isEqualTo(415);
        assertThat(deadLetters()).isEqualTo(before);
    }

    private static int status(String path, byte[] body, String type, String coding)
            throws IOException, InterruptedException {
        return bench.post(gateway, path, body, "Content-Type", type, "Content-Encoding", coding)
                .statusCode();
    }

    @Test
    void unpacksAnImageThatIsSentCompressed() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(Pngs.gray(6));
        }

        assertThat(status("/predict", body.toByteArray(), "image/png", "gzip")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/none/infer", "/v2/models/toy/versions/7/infer", "/v1/models/none:predict"})
    void knowsNoUnknownModelAndPublishesNothingForIt(String path) throws Exception {
        int before = deadLetters();

        HttpResponse<String> answer = bench.post(gateway, path, request("[1]", base64(1)), PLAIN);

        JsonNode error = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(error.path("error").asText()).contains("toy/1");
        assertThat(error.path("detail")).isEqualTo(error.path("error"));
        assertThat(deadLetters()).isEqualTo(before);
    }

    /** Recorded from Triton's clients for Python and Java, by docs/clients/open_inference.py and a program like it. */
    @Test
    void answersWhatRealClientsHaveSent() throws Exception {
        try (InputStream recorded = OpenInferenceIT.class.getResourceAsStream("recorded-inference-requests.json")) {
            for (JsonNode request : JSON.readTree(recorded)) {
                String path = request.path("path").asText();
                HttpRequest.Builder again = TestBench.request(gateway, path)
                        .POST(BodyPublishers.ofByteArray(request.path("body").binaryValue()));
                request.path("headers")
                        .properties()
                        .forEach(header ->
                                again.header(header.getKey(), header.getValue().asText()));

                HttpResponse<byte[]> answer = bench.http().send(again.build(), BodyHandlers.ofByteArray());

                assertThat(answer.statusCode())
                        .as("%s%n%s", request, new String(answer.body(), StandardCharsets.UTF_8))
                        .isEqualTo(request.path("status").asInt());
            }
        }
    }

    @Test
    void publishesWhereNoInstanceHasAnnouncedAnything() throws Exception {
        bench.cluster().broker().createTopic("announced-by-nobody", 1);
        try (GatewayApp unknowing = bench.gateway("output: {models: announced-by-nobody}")) {
            HttpResponse<String> answer = bench.post(unknowing, INFER, request("[1]", base64(1)), PLAIN);
            byte[] pixels = "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1],\"data\":[1]}]}"
                    .getBytes(StandardCharsets.UTF_8);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(bench.post(unknowing, INFER, pixels, PLAIN).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void knowsNoUnknownModelBesideTheProtocolsEither() throws Exception {
        int before = deadLetters();

        HttpResponse<String> answer =
                bench.post(gateway, "/predict?model=none", Pngs.gray(1), "Content-Type", "image/png");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(deadLetters()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}",
                "{\"outputs\":[{\"name\":\"scores\"}],\"inputs\":[]}",
                "no JSON"
            })
    void saysWhatIsWrongAsTheProtocolDoes(String body) throws Exception {
        HttpResponse<String> answer = bench.post(gateway, INFER, body.getBytes(StandardCharsets.UTF_8), PLAIN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").asText()).isNotEmpty();
    }

    @Test
    void saysWhyTheStreamRejectedAnImage() throws Exception {
        String damaged = Base64.getEncoder().encodeToString(Pngs.truncated());

        HttpResponse<String> answer = bench.post(gateway, INFER, request("[2]", base64(1) + "\",\"" + damaged), PLAIN);

        JsonNode error = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(error.path("reason").asText()).isEqualTo("CORRUPT_IMAGE");
        assertThat(error.path("error").asText()).isNotEmpty();
        assertThat(error.path("id").asText()).hasSize(32);
    }

    @Test
    void answersTensorFlowsClients() throws Exception {
        String body = "{\"instances\":[{\"b64\":\"" + base64(1) + "\"},{\"image\":{\"b64\":\"" + base64(2) + "\"}}]}";

        HttpResponse<String> answer =
                bench.post(gateway, "/v1/models/toy:predict", body.getBytes(StandardCharsets.UTF_8), PLAIN);
        HttpResponse<String> version = bench.post(gateway, "/v1/models/toy/versions/1:predict", columns(), PLAIN);

        JsonNode rows = JSON.readTree(answer.body()).path("predictions");
        assertThat(rows.findValues("labels").toString()).isEqualTo("[[\"b\",\"a\"], [\"c\",\"a\"]]");
        assertThat(JSON.readTree(version.body()).path("outputs").path("labels").toString())
                .isEqualTo("[[\"d\",\"a\"]]");
    }

    private static byte[] columns() {
        return ("{\"inputs\":{\"image\":[{\"b64\":\"" + base64(3) + "\"}]}}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void describesModels() throws Exception {
        JsonNode config = json("/v2/models/toy/config");
        assertThat(config.path("input").path(0).path("data_type").asText()).isEqualTo("TYPE_STRING");
        assertThat(json("/v2/models/toy/versions/1/config")).isEqualTo(config);
        assertThat(json("/v2").path("extensions").toString()).contains("binary_tensor_data");
        assertThat(json("/v1/models/toy")
                        .path("model_version_status")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("AVAILABLE");
        assertThat(json("/v1/models/toy/metadata")
                        .path("model_spec")
                        .path("name")
                        .asText())
                .isEqualTo("toy");
        assertThat(json("/v1/models").toString()).isEqualTo("{\"models\":[\"toy\"]}");
        assertThat(bench.post(gateway, "/v2/repository/index", new byte[0]).body())
                .isEqualTo("[{\"name\":\"toy\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}]");
        for (String path :
                new String[] {"/v2/models/none/config", "/v2/models/none/stats", "/v1/models/none/metadata"}) {
            HttpResponse<String> answer = bench.get(gateway, path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).path("error").isTextual()).isTrue();
        }
    }

    @Test
    void countsPredictionsByModel() throws Exception {
        long before = json("/v2/models/toy/stats")
                .path("model_stats")
                .path(0)
                .path("inference_count")
                .asLong();

        bench.post(gateway, INFER, request("[1]", base64(1)), PLAIN);

        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(json("/v2/models/stats")
                                .path("model_stats")
                                .path(0)
                                .path("inference_stats")
                                .path("success")
                                .path("count")
                                .asLong())
                        .isGreaterThan(before));
        assertThat(json("/v2/models/toy/versions/1/stats").path("model_stats")).hasSize(1);
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = bench.get(gateway, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static int deadLetters() throws IOException, InterruptedException {
        return json("/api/dead-letters").path("deadLetters").size();
    }

    private static byte[] request(String shape, String data) {
        return ("{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":" + shape + ",\"data\":[\"" + data
                        + "\"]}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(int intensity) {
        return Base64.getEncoder().encodeToString(Pngs.gray(intensity));
    }
}
