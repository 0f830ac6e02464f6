package io.inferencestream.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.Mark;
import io.inferencestream.gateway.request.ImageTrace;
import io.inferencestream.gateway.request.ImageTrace.Sending;
import io.inferencestream.schemas.header.TraceParent;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.NetworkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector hears of requests, and what goes on in the records' headers. */
final class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-" + CALLER + "-00";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final Traces traces = new SpanTraces(provider.get("test"));

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void putsARequestAndItsImageBelowTheCallersSpan() {
        RequestTrace request = traces.begin("POST", "/predict", SAMPLED);
        request.received();
        ImageTrace image = request.image("id-7");
        Sending sending = image.sending("images");
        sending.done(null);
        image.until(CompletableFuture.completedFuture(rejected()));
        request.answered(422);

        SpanData server = span("POST /predict");
        assertThat(request.traceId()).isEqualTo(TRACE);
        assertThat(server.getParentSpanId()).isEqualTo(CALLER);
        assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(server.getAttributes().asMap().toString())
                .contains("http.request.method=POST", "http.route=/predict", "http.response.status_code=422");
        assertThat(span("receive").getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(span("image").getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(span("image").getAttributes().asMap().toString())
                .contains("inference.image.id=id-7", "inference.rejection.reason=CORRUPT_IMAGE");
        assertThat(span("image").getStatus().getDescription()).isEqualTo("cut short");
        assertThat(span("send images").getParentSpanId())
                .isEqualTo(span("image").getSpanId());
        assertThat(span("send images").getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sending.traceparent())
                .isEqualTo("00-" + TRACE + "-" + span("send images").getSpanId() + "-01");
    }

    @Test
    void saysWhyAnImageHasNoOutcome() {
        RequestTrace request = traces.begin("POST", "/predict", SAMPLED);
        ImageTrace image = request.image("id-7");
        image.sending("images").done(new NetworkException("gone"));
        image.until(CompletableFuture.failedFuture(new TimeoutException()));
        request.answered(504);

        assertThat(span("send images").getStatus().getDescription()).contains("NetworkException: gone");
        assertThat(span("image").getStatus().getDescription()).contains("TimeoutException");
        assertThat(span("POST /predict").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void endsWhatWasBegunWhereTheBodyNeverCame() {
        traces.begin("POST", "/predict", SAMPLED).answered(408);

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("POST /predict", "receive");
    }

    @Test
    void sendsNothingOfWhatIsNotSampledAndHandsItOn() {
        RequestTrace request = traces.begin("POST", "/predict", NOT_SAMPLED);
        String handedOn = request.image("id-7").sending("images").traceparent();
        request.answered(200);

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        assertThat(handedOn).startsWith("00-" + TRACE + "-").endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(strings = {SAMPLED, NOT_SAMPLED})
    void handsTheCallersOwnOnWhereItTracesNothing(String traceparent) {
        RequestTrace request = Traces.OFF.begin("POST", "/predict", traceparent);

        assertThat(request.image("id-7").sending("images").traceparent()).isEqualTo(traceparent);
        assertThat(request.traceId()).isEqualTo(TRACE);
    }

    @Test
    void beginsATraceThatIsNotSampledWhereItTracesNothing() {
        RequestTrace request = Traces.OFF.begin("POST", "/predict", "nonsense");

        Optional<TraceParent> handedOn =
                TraceParent.parse(request.image("id-7").sending("images").traceparent());
        assertThat(handedOn.orElseThrow().flags()).isEqualTo("00");
        assertThat(handedOn.orElseThrow().traceId()).isEqualTo(request.traceId());
    }

    @Test
    void isOffUnlessACollectorIsNamed() {
        GatewaySettings settings = GatewaySettings.parse("kafka: {bootstrap.servers: 'b:1'}", Map.of());

        assertThat(Traces.start(settings)).isSameAs(Traces.OFF);
    }

    private static IndexedOutcome rejected() {
        Rejected rejected = new Rejected(
                new RecordPosition("images-dead-letters", 0, 0),
                new RecordPosition("images", 0, 0),
                Optional.empty(),
                Optional.empty(),
                "CORRUPT_IMAGE",
                "cut short",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
        return new IndexedOutcome(
                "id-7", new Mark("id-7", "", "", Long.MAX_VALUE), rejected, "", 0, Optional.empty(), 0);
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + exporter.getFinishedSpanItems()));
    }
}
