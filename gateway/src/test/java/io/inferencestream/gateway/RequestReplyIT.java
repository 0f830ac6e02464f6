package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One image in, its own prediction out: over a real broker, registry and stream, by two gateways. */
final class RequestReplyIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] PNG = {"Content-Type", "image/png"};

    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static StreamApp stream;
    private static GatewayApp gateway;
    private static GatewayApp other;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        stream = bench.stream("north");
        gateway = bench.gateway("limits: {imageBytes: 64KiB}", "images: {show: true}");
        other = bench.gateway();
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(bench.post(gateway, "/predict", Pngs.gray(1), PNG)
                                .statusCode())
                        .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        other.close();
        gateway.close();
        stream.close();
        bench.close();
    }

    @Test
    void answersARawImageWithItsPrediction() throws Exception {
        HttpResponse<String> answer = bench.post(gateway, "/predict?top=1&source=ward-7", Pngs.gray(2), PNG);

        JsonNode json = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.path("id").asText()).hasSize(32);
        assertThat(json.path("model").path("name").asText()).isEqualTo("toy");
        assertThat(json.path("predictions")).hasSize(1);
        assertThat(json.path("source").asText()).isEqualTo("ward-7");
        JsonNode timings = json.path("timings");
        long parts = 0;
        for (JsonNode one : timings) {
            parts += one.asLong();
        }
        assertThat(parts).isEqualTo(2 * timings.path("totalMicros").asLong());
    }

    @Test
    void answersAFormAsCurlSendsIt() throws Exception {
        byte[] body = form("image", Pngs.gray(3), "top", "2");

        HttpResponse<String> answer =
                bench.post(gateway, "/predict", body, "Content-Type", "multipart/form-data; boundary=xx");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("predictions")).hasSize(2);
    }

    @Test
    void answersADamagedImageWithItsReason() throws Exception {
        HttpResponse<String> answer = bench.post(gateway, "/predict", Pngs.truncated(), PNG);

        JsonNode problem = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.path("reason").asText()).isEqualTo("CORRUPT_IMAGE");
        assertThat(bench.get(gateway, "/predictions/" + problem.path("id").asText())
                        .body())
                .contains("\"status\":\"rejected\"");
    }

    @Test
    void givesTheSameAnswerToTheSameIdempotencyKeyAtAnyGateway() throws Exception {
        String[] headers = {"Content-Type", "image/png", "Idempotency-Key", "one"};
        JsonNode first = JSON.readTree(
                bench.post(gateway, "/predict", Pngs.gray(4), headers).body());
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(bench.get(
                                        other,
                                        "/predictions/" + first.path("id").asText())
                                .statusCode())
                        .isEqualTo(200));

        JsonNode again = JSON.readTree(
                bench.post(other, "/predict", Pngs.gray(4), headers).body());
        HttpResponse<String> reused = bench.post(other, "/predict", Pngs.gray(5), headers);

        assertThat(again.path("record")).isEqualTo(first.path("record"));
        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(reused.body()).contains("idempotency-key-reused");
    }

    /** Its first outcome says no more than that the first deadline was too short. */
    @Test
    void predictsWhatWasTooLateOnceItIsAskedForWithMoreTime() throws Exception {
        String[] headers = {"Content-Type", "image/png", "Idempotency-Key", "patient"};
        String id = "";
        for (int i = 0; i < 200 && id.isEmpty(); i++) {
            headers[3] = "patient-" + i;
            HttpResponse<String> hasty = bench.post(gateway, "/predict?deadline=1ms", Pngs.gray(14), headers);
            String asked = JSON.readTree(hasty.body()).path("id").asText();
            if (hasty.statusCode() == 504) {
                await().atMost(TestBench.PATIENCE)
                        .until(() -> bench.get(gateway, "/predictions/" + asked).statusCode() == 200);
            }
            if (bench.get(gateway, "/predictions/" + asked).body().contains("DEADLINE_PASSED")) {
                id = asked;
            }
        }
        assertThat(id).isNotEmpty();

        HttpResponse<String> patient = bench.post(gateway, "/predict?deadline=20s", Pngs.gray(14), headers);
        HttpResponse<String> endless = bench.post(gateway, "/predict", Pngs.gray(14), headers);

        assertThat(patient.statusCode()).as(patient.body()).isEqualTo(200);
        assertThat(JSON.readTree(patient.body()).path("id").asText()).isEqualTo(id);
        assertThat(JSON.readTree(endless.body()).path("record"))
                .isEqualTo(JSON.readTree(patient.body()).path("record"));
    }

    @Test
    void tellsAnOutcomeToWhoAskedForItAndToWhoMaySeeAll() throws Exception {
        String mia = ApiKey.random();
        String ben = ApiKey.random();
        String eve = ApiKey.random();
        try (GatewayApp shared = bench.gateway("security: {apiKeys: ['mia:predict:" + ApiKey.digest(mia)
                + "', 'ben:predict:" + ApiKey.digest(ben) + "', 'eve:observe:" + ApiKey.digest(eve) + "']}")) {
            String path = "/predictions/" + idOf(shared, mia, "visit-7");

            assertThat(bench.get(shared, path, "X-API-Key", mia).statusCode()).isEqualTo(200);
            assertThat(bench.get(shared, path, "X-API-Key", ben).statusCode()).isEqualTo(404);
            assertThat(bench.get(shared, "/api/live", "X-API-Key", eve).statusCode())
                    .isEqualTo(200);
            assertThat("/predictions/" + idOf(shared, ben, "visit-7")).isNotEqualTo(path);
            assertThat("/predictions/" + idOf(shared, mia, "visit-7")).isEqualTo(path);
        }
    }

    private static String idOf(GatewayApp shared, String key, String idempotencyKey) throws Exception {
        HttpResponse<String> answer = bench.post(
                shared,
                "/predict",
                Pngs.gray(9),
                "Content-Type",
                "image/png",
                "X-API-Key",
                key,
                "Idempotency-Key",
                idempotencyKey);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    @Test
    void findsAnOutcomeAfterARestart() throws Exception {
        JsonNode first =
                JSON.readTree(bench.post(gateway, "/predict", Pngs.gray(6), PNG).body());

        try (GatewayApp restarted = bench.gateway()) {
            HttpResponse<String> answer =
                    bench.get(restarted, "/predictions/" + first.path("id").asText());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).path("record")).isEqualTo(first.path("record"));
        }
    }

    @Test
    void givesEachOfManyClientsItsOwnAnswer() {
        List<CompletableFuture<String>> wrong = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String source = "client-" + i;
            GatewayApp its = i % 2 == 0 ? gateway : other;
            wrong.add(bench.http()
                    .sendAsync(
                            TestBench.request(its, "/predict?source=" + source, PNG)
                                    .POST(BodyPublishers.ofByteArray(Pngs.gray(i % 256)))
                                    .build(),
                            BodyHandlers.ofString())
                    .thenApply(answer ->
                            answer.statusCode() == 200 && answer.body().contains("\"source\":\"" + source + "\"")
                                    ? ""
                                    : answer.statusCode() + " " + answer.body()));
        }

        assertThat(wrong.stream().map(CompletableFuture::join).filter(text -> !text.isEmpty()))
                .isEmpty();
    }

    @Test
    void says504WithTheIdWhereNoPredictionComesInTime() throws Exception {
        bench.cluster().broker().createTopic("images-of-nobody", 1);
        try (GatewayApp hasty = bench.gateway("limits: {timeout: 3s}", "input: {topic: images-of-nobody}")) {
            HttpResponse<String> answer = bench.post(hasty, "/predict", Pngs.gray(8), PNG);

            String id = JSON.readTree(answer.body()).path("id").asText();
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(id).hasSize(32);
            assertThat(answer.headers().firstValue("Location")).contains("/predictions/" + id);
            assertThat(bench.get(hasty, "/predictions/" + id).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void says503AndNot504WhereKafkaHasNotConfirmedTheImageInTime() throws Exception {
        try (GatewayApp mute = bench.mute("limits: {timeout: 300ms}")) {
            HttpResponse<String> answer = bench.post(mute, "/predict", Pngs.gray(8), PNG);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("did not take the image in time");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"top=0", "top=many", "top=1001", "deadline=soon", "deadline=0", "deadline=0ms", "deadline=-1s"})
    void saysWhatIsWrongWithAParameter(String query) throws Exception {
        HttpResponse<String> answer = bench.post(gateway, "/predict?" + query, Pngs.gray(8), PNG);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(query.split("=", 2));
    }

    @Test
    void saysHowThePartOfAFormIsToBeNamed() throws Exception {
        byte[] body = form("photo", Pngs.gray(3), "top", "2");

        HttpResponse<String> answer =
                bench.post(gateway, "/predict", body, "Content-Type", "multipart/form-data; boundary=xx");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no part named image");
    }

    @Test
    void refusesWhatTheTopicIsTooSmallFor() throws Exception {
        bench.cluster().broker().createTopic("small-images", 1, Map.of("max.message.bytes", "1000"));
        try (GatewayApp narrow = bench.gateway("input: {topic: small-images}")) {
            HttpResponse<String> answer = bench.post(narrow, "/predict", new byte[2_000], PNG);

            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void refusesWhatIsTooLargeBeforeReadingIt() throws Exception {
        HttpResponse<String> announced = bench.post(gateway, "/predict", new byte[300_000], PNG);

        assertThat(announced.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesWhatIsNoImageByItsType() throws Exception {
        HttpResponse<String> answer = bench.post(gateway, "/predict", new byte[10], "Content-Type", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("curl");
    }

    @Test
    void resendsADeadLetterOnceHoweverOftenItIsAsked() throws Exception {
        JsonNode problem = JSON.readTree(
                bench.post(gateway, "/predict", Pngs.truncated(), PNG).body());
        JsonNode letter = letter(problem.path("id").asText());
        String place = "/api/dead-letters/"
                + letter.path("deadLetter").path("partition").asText() + "/"
                + letter.path("deadLetter").path("offset").asText() + "/resend";

        List<Integer> statuses = Stream.of(gateway, other, gateway, other)
                .parallel()
                .map(its -> status(its, place))
                .toList();

        assertThat(statuses).containsOnlyOnce(202).containsOnly(200, 202);
        assertThat(status(other, place)).isEqualTo(200);
        String from = "images-dead-letters-"
                + letter.path("deadLetter").path("partition").asText() + "@"
                + letter.path("deadLetter").path("offset").asText();
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(
                        () -> assertThat(bench.get(gateway, "/api/dead-letters").body())
                                .containsOnlyOnce("\"resentFrom\":\"" + from + "\""));
        await().during(java.time.Duration.ofSeconds(2))
                .atMost(TestBench.PATIENCE)
                .untilAsserted(
                        () -> assertThat(bench.get(gateway, "/api/dead-letters").body())
                                .containsOnlyOnce("\"resentFrom\":\"" + from + "\""));
    }

    private static int status(GatewayApp its, String place) {
        try {
            return bench.post(its, place, new byte[0]).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode letter(String id) throws Exception {
        for (JsonNode letter :
                JSON.readTree(bench.get(gateway, "/api/dead-letters").body()).path("deadLetters")) {
            if (letter.path("id").asText().equals(id)) {
                return letter;
            }
        }
        throw new AssertionError("no dead letter of " + id);
    }

    @Test
    void followsPredictionsAndGoesOnAfterAnEventAtAnotherGateway() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> following = follow(gateway, lines, "/events/predictions?source=sse");
        await().atMost(TestBench.PATIENCE).until(() -> {
            bench.post(gateway, "/predict?source=sse", Pngs.gray(9), PNG);
            return ids(lines).size() >= 2;
        });
        following.cancel(true);
        List<String> ids = ids(lines);

        List<String> more = new CopyOnWriteArrayList<>();
        follow(other, more, "/events/predictions?source=sse&from=" + ids.get(0));

        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(ids(more)).contains(ids.get(1)));
        assertThat(ids(more)).doesNotContain(ids.get(0));
    }

    @Test
    void beginsWithAllRecentOutcomesHoweverFewItIsToSendASecond() throws Exception {
        for (int i = 0; i < 5; i++) {
            bench.post(gateway, "/predict?source=recent", Pngs.gray(i), PNG);
        }
        List<String> lines = new CopyOnWriteArrayList<>();

        follow(gateway, lines, "/events/predictions?source=recent&recent=1000&max=1");

        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(ids(lines)).hasSize(5));
    }

    private static CompletableFuture<Void> follow(GatewayApp its, List<String> lines, String path) {
        return bench.http()
                .sendAsync(TestBench.request(its, path).GET().build(), BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body().forEach(lines::add));
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .map(line -> line.substring(4))
                .toList();
    }

    @Test
    void speaksTheOpenInferenceProtocol() throws Exception {
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(
                        () -> assertThat(bench.get(gateway, "/v2/health/ready").statusCode())
                                .isEqualTo(200));
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(
                                bench.get(gateway, "/v2/models/toy/ready").statusCode())
                        .isEqualTo(200));
        String image = java.util.Base64.getEncoder().encodeToString(Pngs.gray(10));
        String body =
                "{\"id\":\"mine\",\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\""
                        + image + "\",\"" + image + "\"]}]}";

        HttpResponse<String> answer = bench.post(
                gateway,
                "/v2/models/toy/infer",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");

        JsonNode json = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.path("id").asText()).isEqualTo("mine");
        assertThat(json.path("outputs").path(0).path("shape").toString()).isEqualTo("[2,2]");
        assertThat(bench.get(gateway, "/v2/models/none").statusCode()).isEqualTo(404);
        assertThat(bench.get(gateway, "/v2/models/toy").body()).contains("BYTES");
        assertThat(bench.get(gateway, "/api/status").body()).contains("\"models\":[\"toy/1\"]");
    }

    @Test
    void measuresItsCallsByRouteAndStatus() throws Exception {
        bench.post(gateway, "/predict", Pngs.gray(12), PNG);
        bench.get(gateway, "/predictions/nobody's");

        assertThat(bench.get(gateway, "/metrics").body().lines())
                .anySatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "gateway_request_seconds_count\\{method=\"POST\",route=\"/predict\",status=\"200\"} \\d+"))
                .anySatisfy(line -> assertThat(line)
                        .matches(
                                "gateway_request_seconds_count\\{.*route=\"/predictions/\\{id}\",status=\"404\"} \\d+"))
                .contains("gateway_ready 1.0", "gateway_stream_running 1.0", "gateway_requests_in_flight 0.0")
                .noneSatisfy(line -> assertThat(line).contains("nobody"));
    }

    @Test
    void showsRecentImagesAsTheyCame() throws Exception {
        JsonNode json = JSON.readTree(
                bench.post(gateway, "/predict", Pngs.gray(11), PNG).body());

        await().atMost(TestBench.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> image =
                    bench.get(gateway, "/api/images?id=" + json.path("id").asText());
            assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(image.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        });
        assertThat(bench.get(other, "/api/images?id=" + json.path("id").asText())
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ward-3/x/12.png", "/a//b/", "../../x", "50 % of ä+b?c#d;e\\f", "%2F"})
    void findsOutcomeAndImageOfAnyIdThatASenderGives(String id) throws Exception {
        bench.send(id, Pngs.gray(12));

        String query = "?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        await().atMost(TestBench.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> outcome = bench.get(gateway, "/predictions" + query);
            assertThat(outcome.statusCode()).as(outcome.body()).isEqualTo(200);
            assertThat(JSON.readTree(outcome.body()).path("id").asText()).isEqualTo(id);
            assertThat(bench.get(gateway, "/api/images" + query).statusCode()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ward-4/x/12.png", "/c//d/", "../../y", "50 of ä+b?c#d"})
    void findsAnOutcomeByAPathWhoseSlashesAreEncoded(String id) throws Exception {
        bench.send(id, Pngs.gray(13));

        String path =
                "/predictions/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        await().atMost(TestBench.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> outcome = bench.get(gateway, path);
            assertThat(outcome.statusCode()).as(outcome.body()).isEqualTo(200);
            assertThat(JSON.readTree(outcome.body()).path("id").asText()).isEqualTo(id);
        });
    }

    @Test
    void asksForAnIdWhereNoneIsNamed() throws Exception {
        for (String path : List.of("/api/images", "/api/images?id=", "/predictions", "/predictions?id=")) {
            assertThat(bench.get(gateway, path).statusCode()).as(path).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/predictions/a/b",
                "/predictions%2Fa",
                "/api%2Fstatus",
                "/predictions/..%2F..%2Fapi%2Fstatus",
                "/predictions/a%2F..%2F..%2Fapi%2Fstatus",
                "/predictions/%2F%2Fapi%2Fstatus",
                "/api/dead-letters/0%2F0/image",
                "/v2/models/toy%2F1"
            })
    void findsNoRouteAndNoOutcomeThroughAnEncodedSlash(String path) throws Exception {
        assertThat(bench.get(gateway, path).statusCode()).isEqualTo(404);
    }

    static byte[] form(String part, byte[] image, String field, String value) {
        byte[] head = ("--xx\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value
                        + "\r\n--xx\r\nContent-Disposition: form-data; name=\"" + part
                        + "\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] tail = "\r\n--xx--\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + image.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(image, 0, all, head.length, image.length);
        System.arraycopy(tail, 0, all, head.length + image.length, tail.length);
        return all;
    }
}
