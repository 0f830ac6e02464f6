package io.inferencestream.stream.observe;

import com.sun.management.ThreadMXBean;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.batch.ClosedBy;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.outcome.ImageSize;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.topology.RecordTrace;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What counting costs a record: nanoseconds and bytes, by a counted loop. Run its main class on a quiet machine. */
final class ObservationCost {
    private static final int BATCH = 32;

    private final FakeModel model = FakeModel.named("m").load();
    private final SourceRecord record =
            new SourceRecord(new RecordId("images", 0, 1), null, null, new RecordHeaders(), 0);
    private final Outcome prediction = new Prediction(
            model.card().id(),
            "0",
            new Classification(Task.CLASSIFICATION, List.of(new RankedLabel("a", 0, 1f)), Scores.NONE, null),
            new ImageSize(224, 224),
            new Timings(20_000, 300_000, 4_000_000, 9_000_000),
            BATCH,
            "cpu",
            0);

    /** Counts that many records through the meters, as stream thread and predictor do between them. */
    void count(StreamMetrics metrics, int records) {
        for (int i = 0; i < records; i++) {
            metrics.read(record);
            metrics.emitted(record, prediction, 13_000_000);
            if (i % BATCH == 0) {
                metrics.ran(model.card().id(), 0, ClosedBy.FULL, BATCH, 9_000_000);
                metrics.drained(1_000_000);
            }
        }
    }

    /** Bytes that counting allocated on this thread. */
    long allocated(StreamMetrics metrics, int records) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        count(metrics, records);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    List<LoadedModel> models() {
        return List.of(model);
    }

    private void trace(RecordTrace trace, Headers headers, int records) {
        for (int i = 0; i < records; i++) {
            trace.read(record);
            trace.emitting(record, prediction, headers);
        }
    }

    public static void main(String[] arguments) throws Exception {
        int records = 2_000_000;
        ObservationCost cost = new ObservationCost();
        for (String port : List.of("0", "off")) {
            OptionalInt number = port.equals("off") ? OptionalInt.empty() : OptionalInt.of(0);
            try (Observation observation =
                    Observation.start(new StreamSettings.Observe("127.0.0.1", number), Map::of)) {
                StreamMetrics metrics = observation.metrics(cost.models());
                long best = IntStream.range(0, 8)
                        .mapToLong(round -> nanos(() -> cost.count(metrics, records)))
                        .min()
                        .orElseThrow();
                System.out.printf(
                        "observe.port %s: %.0f ns and %.2f bytes a record%n",
                        port, best / (double) records, cost.allocated(metrics, records) / (double) records);
            }
        }
        Headers headers = new RecordHeaders();
        long off = IntStream.range(0, 8)
                .mapToLong(round -> nanos(() -> cost.trace(RecordTrace.OFF, headers, records)))
                .min()
                .orElseThrow();
        System.out.printf("tracing off: %.2f ns a record%n", off / (double) records);
    }

    private static long nanos(Runnable work) {
        long started = System.nanoTime();
        work.run();
        return System.nanoTime() - started;
    }
}
