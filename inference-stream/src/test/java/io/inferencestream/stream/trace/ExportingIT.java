package io.inferencestream.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.testkit.trace.SentSpan;
import io.inferencestream.testkit.trace.TestCollector;
import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What reaches a collector over OTLP. */
final class ExportingIT {
    private final SourceRecord record =
            new SourceRecord(new RecordId("images", 3, 7), null, null, new RecordHeaders(), 0);

    @Test
    void sendsWhatIsLeftWhenItEnds() throws Exception {
        try (TestCollector collector = new TestCollector()) {
            traceOne(collector.endpoint());

            SentSpan span = collector.spans().get(0);
            assertThat(collector.spans()).hasSize(1);
            assertThat(span.name()).isEqualTo("process images");
            assertThat(span.attributes())
                    .containsEntry("inference.rejection.reason", "CORRUPT_IMAGE")
                    .containsEntry("messaging.kafka.offset", "7");
            assertThat(span.isError()).isTrue();
            assertThat(span.service()).isEqualTo("skin");
            assertThat(span.instance()).isEqualTo("north");
        }
    }

    @Test
    void losesSpansAndNothingElseWhereNoCollectorListens() {
        traceOne(URI.create("http://127.0.0.1:1/v1/traces"));
    }

    private void traceOne(URI endpoint) {
        StreamSettings settings = StreamSettings.parse(
                String.join(
                        "\n",
                        "application: skin",
                        "instance: north",
                        "tracing: {endpoint: '" + endpoint + "', rootPercent: 100}",
                        "kafka: {bootstrap.servers: 'b:1'}"),
                Map.of());
        Tracing tracing = Tracing.start(settings);
        tracing.records().read(record);
        tracing.records()
                .emitting(record, new Rejection(RejectionReason.CORRUPT_IMAGE, "cut short"), new RecordHeaders());
        tracing.end().run();
    }
}
