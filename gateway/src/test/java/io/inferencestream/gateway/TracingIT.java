package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import io.inferencestream.testkit.trace.SentSpan;
import io.inferencestream.testkit.trace.TestCollector;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request's spans, from its arrival at a gateway through the stream to its answer, as a collector gets them. */
final class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";

    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static TestCollector collector;
    private static StreamApp stream;
    private static GatewayApp gateway;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        collector = new TestCollector();
        String tracing = "tracing: {endpoint: '" + collector.endpoint() + "'}";
        stream = bench.stream("north", "  session.timeout.ms: 2000", tracing);
        gateway = bench.gateway(tracing);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        stream.close();
        collector.close();
        bench.close();
    }

    @Test
    void followsAnImageFromTheRequestThroughTheStreamToItsAnswer() throws Exception {
        HttpResponse<String> answer =
                bench.post(gateway, "/predict", Pngs.gray(7), "Content-Type", "image/png", "traceparent", SAMPLED);

        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("traceId").asText()).isEqualTo(TRACE);
        SentSpan server = span("POST /predict", CALLER);
        SentSpan image = span("image", server.spanId());
        SentSpan sent = span("send images", image.spanId());
        SentSpan processed = span("process images", sent.spanId());
        SentSpan predicted = span("predict", processed.spanId());
        assertThat(server.traceId()).isEqualTo(TRACE);
        assertThat(server.service()).isEqualTo("test-gateway");
        assertThat(server.attributes()).containsEntry("http.response.status_code", "200");
        assertThat(image.attributes())
                .containsEntry("inference.image.id", body.path("id").asText())
                .containsEntry("inference.model", "toy/1");
        assertThat(processed.service()).isEqualTo("test");
        assertThat(List.of(server.startNanos(), image.startNanos(), sent.startNanos(), processed.startNanos()))
                .isSorted();
        assertThat(predicted.endNanos()).isLessThanOrEqualTo(image.endNanos());
    }

    @Test
    void followsEachImageOfACallOfTheInferenceProtocol() throws Exception {
        String pixels = "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[2,2,2,1],"
                + "\"data\":[1,2,3,4,5,6,7,8]}]}";
        String caller = "00f067aa0ba902b8";
        HttpResponse<String> answer = bench.post(
                gateway,
                "/v2/models/toy/infer",
                pixels.getBytes(StandardCharsets.UTF_8),
                "traceparent",
                "00-" + TRACE + "-" + caller + "-01");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        SentSpan server = span("POST /v2/models/{model}/infer", caller);
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(collector.spans())
                        .filteredOn(span ->
                                span.name().equals("image") && span.parentId().equals(server.spanId()))
                        .hasSize(2));
    }

    @Test
    void sendsNothingOfARequestThatIsNotSampled() throws Exception {
        String trace = "5bf92f3577b34da6a3ce929d0e0e4736";
        bench.post(
                gateway,
                "/predict",
                Pngs.gray(8),
                "Content-Type",
                "image/png",
                "traceparent",
                "00-" + trace + "-" + CALLER + "-00");
        String later = "00f067aa0ba902b9";
        bench.post(
                gateway,
                "/predict",
                Pngs.gray(9),
                "Content-Type",
                "image/png",
                "traceparent",
                "00-" + TRACE + "-" + later + "-01");
        span("POST /predict", later);

        assertThat(collector.spans()).noneMatch(span -> span.traceId().equals(trace));
    }

    /** Spans come in batches, some seconds apart. */
    private static SentSpan span(String name, String parent) {
        await().alias(name + " below " + parent)
                .atMost(TestBench.PATIENCE)
                .until(() -> collector.spans().stream().anyMatch(span -> is(span, name, parent)));
        return collector.spans().stream()
                .filter(span -> is(span, name, parent))
                .findFirst()
                .orElseThrow();
    }

    private static boolean is(SentSpan span, String name, String parent) {
        return span.name().equals(name) && span.parentId().equals(parent);
    }
}
