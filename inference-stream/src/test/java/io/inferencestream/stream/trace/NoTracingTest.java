package io.inferencestream.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.ClosedBy;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.SourceRecord;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What a record costs a stream that does not trace. */
final class NoTracingTest {
    private static final int RECORDS = 100_000;
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final SourceRecord record = new SourceRecord(
            new RecordId("images", 3, 7),
            null,
            null,
            new RecordHeaders().add(HeaderNames.TRACE_PARENT, PARENT.getBytes(StandardCharsets.US_ASCII)),
            0);
    private final Rejection rejection = new Rejection(RejectionReason.CORRUPT_IMAGE, "cut short");
    private final RecordHeaders outgoing = new RecordHeaders(record.headers());
    private final ModelId model = new ModelId("m", "1");
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void allocatesNothingForARecordThatBringsATrace() {
        Tracing tracing = Tracing.start(StreamSettings.parse("kafka: {bootstrap.servers: 'b:1'}", Map.of()));
        follow(tracing, 1);

        long before = threads.getCurrentThreadAllocatedBytes();
        follow(tracing, RECORDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isZero();
    }

    @Test
    void isNotCalledForBatches() {
        BatchObserver metrics = (id, predictor, closedBy, images, busyNanos) -> {};

        assertThat(metrics.and(Tracing.OFF.batches())).isSameAs(metrics);
    }

    @Test
    void leavesTheTraceOfARecordAsItCame() {
        follow(Tracing.OFF, 1);

        assertThat(outgoing.headers(HeaderNames.TRACE_PARENT))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).asString().isEqualTo(PARENT));
    }

    private void follow(Tracing tracing, int records) {
        for (int i = 0; i < records; i++) {
            tracing.records().read(record);
            tracing.batches().taken(model, 0, List.of());
            tracing.batches().ran(model, 0, ClosedBy.FULL, 1, 1);
            tracing.records().emitting(record, rejection, outgoing);
            tracing.records().forgotten(record.id());
        }
    }
}
