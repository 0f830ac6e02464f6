package io.inferencestream.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.BytesReader;
import io.inferencestream.stream.topology.TestStream;
import io.inferencestream.testkit.image.Pngs;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector hears of records, through the real topology. */
final class StreamTraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENDER = "00f067aa0ba902b7";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final StreamTrace trace = new StreamTrace(provider.get("test"));
    private TestStream stream;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> images;
    private TestOutputTopic<byte[], byte[]> predictions;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        stream = new TestStream(
                        Duration.ofSeconds(5),
                        Set.of(),
                        BytesReader::new,
                        trace,
                        FakeModel.named("m").load())
                .tracedBy(trace);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(stream.topology(), properties);
        ByteArraySerializer serializer = new ByteArraySerializer();
        ByteArrayDeserializer deserializer = new ByteArrayDeserializer();
        images = driver.createInputTopic(TestStream.IMAGES, serializer, serializer);
        predictions = driver.createOutputTopic(TestStream.PREDICTIONS, deserializer, deserializer);
        deadLetters = driver.createOutputTopic(TestStream.DEAD_LETTERS, deserializer, deserializer);
    }

    @AfterEach
    void stop() {
        driver.close();
        stream.close();
        provider.close();
    }

    @Test
    void putsARecordAndItsStationsBelowTheSendersSpan() {
        send(Pngs.gray(2), "00-" + TRACE + "-" + SENDER + "-01");

        String handedOn = text(predictions.readRecord().headers());
        SpanData record = span("process images");
        assertThat(record.getTraceId()).isEqualTo(TRACE);
        assertThat(record.getParentSpanId()).isEqualTo(SENDER);
        assertThat(record.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(record.getAttributes().asMap().toString())
                .contains("messaging.kafka.offset=0", "inference.model=m/1");
        assertThat(handedOn).isEqualTo("00-" + TRACE + "-" + record.getSpanId() + "-01");
        for (String station : List.of("queue", "decode", "batch", "predict")) {
            assertThat(span(station).getParentSpanId()).as(station).isEqualTo(record.getSpanId());
            assertThat(span(station).getEndEpochNanos())
                    .isGreaterThanOrEqualTo(span(station).getStartEpochNanos());
        }
        assertThat(span("decode").getStartEpochNanos()).isEqualTo(span("queue").getEndEpochNanos());
        assertThat(span("predict").getStartEpochNanos()).isEqualTo(span("batch").getEndEpochNanos());
    }

    @Test
    void linksABatchToItsRecords() {
        send(Pngs.gray(2), "00-" + TRACE + "-" + SENDER + "-01");
        predictions.readRecord();
        provider.forceFlush().join(5, TimeUnit.SECONDS);

        SpanData batch = awaitSpan("batch m");
        assertThat(batch.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(context -> context.getSpanId())
                .containsExactly(span("process images").getSpanId());
        assertThat(batch.getAttributes().asMap().toString())
                .contains("inference.batch.size=1", "inference.batch.closed_by=free_predictor");
    }

    @Test
    void leavesADeadLettersHeadersAloneAndMarksItsSpan() {
        String traceparent = "00-" + TRACE + "-" + SENDER + "-01";
        send(Pngs.truncated(), traceparent);

        assertThat(text(deadLetters.readRecord().headers())).isEqualTo(traceparent);
        assertThat(span("process images").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span("process images").getAttributes().asMap().toString())
                .contains("inference.rejection.reason=CORRUPT_IMAGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "nonsense",
                ""
            })
    void passesOnWhatIsNotSampledOrMakesNoSense(String traceparent) {
        send(Pngs.gray(2), traceparent);

        assertThat(text(predictions.readRecord().headers())).isEqualTo(traceparent);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void isOffUnlessACollectorIsNamed() {
        StreamSettings settings = StreamSettings.parse("kafka: {bootstrap.servers: 'b:1'}", Map.of());

        assertThat(Tracing.start(settings)).isSameAs(Tracing.OFF);
    }

    private void send(byte[] image, String traceparent) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(HeaderNames.TRACE_PARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
        images.pipeInput(new TestRecord<>(new byte[] {1}, image, headers, 1234L));
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + exporter.getFinishedSpanItems()));
    }

    /** The predictor ends its batch's span after the outcome is out. */
    private SpanData awaitSpan(String name) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> exporter.getFinishedSpanItems().stream()
                        .anyMatch(span -> span.getName().equals(name)));
        return span(name);
    }

    private static String text(Headers headers) {
        return new String(headers.lastHeader(HeaderNames.TRACE_PARENT).value(), StandardCharsets.US_ASCII);
    }
}
