package io.inferencestream.stream.topology;

import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.pipeline.InFlightLimits;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.predict.Answers;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.kit.lifecycle.RecordsInHand;
import io.inferencestream.kit.output.OutputTopic;
import io.inferencestream.kit.output.Refusals;
import io.inferencestream.stream.event.BytesReader;
import io.inferencestream.stream.event.DeadLetters;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.stream.event.PredictionWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/** The real topology over fake models, with plain image files in and {@code TOPIC-PARTITION@OFFSET=LABEL} out. */
public final class TestStream implements AutoCloseable {
    public static final String IMAGES = "images";
    public static final String PREDICTIONS = "predictions";
    public static final String DEAD_LETTERS = "dead-letters";

    private final InferencePipeline pipeline;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Outcome> emitted = new ConcurrentLinkedQueue<>();
    private TopologyParts parts;

    public TestStream(Duration waiting, LoadedModel... models) {
        this(waiting, Set.of(), BytesReader::new, models);
    }

    public TestStream(
            Duration waiting, Set<RecordId> rejectList, Supplier<EventReader> readers, LoadedModel... models) {
        this(waiting, rejectList, readers, BatchObserver.NONE, models);
    }

    public TestStream(
            Duration waiting,
            Set<RecordId> rejectList,
            Supplier<EventReader> readers,
            BatchObserver batches,
            LoadedModel... models) {
        TopologyLimits limits = new TopologyLimits(256, 1 << 20, waiting, Duration.ofMillis(5), Duration.ofMillis(50));
        pipeline = InferencePipeline.start(
                List.of(models),
                Duration.ZERO,
                Duration.ofMinutes(1),
                2,
                DecodeLimits.DEFAULT,
                new InFlightLimits(64, 16 << 20, limits.clearance()),
                CrashJournal.NONE,
                new EngineFailureListener() {
                    @Override
                    public void broken(ModelId model, Throwable cause) {
                        failures.add(cause);
                    }

                    @Override
                    public void hung(ModelId model, List<RecordId> records, Duration timeout) {
                        failures.add(new IllegalStateException("hung: " + records));
                    }
                },
                batches);
        OutputTopic predictions = new OutputTopic(PREDICTIONS, 1 << 20, System::currentTimeMillis);
        OutputTopic deadLetters = new OutputTopic(DEAD_LETTERS, 1 << 20, System::currentTimeMillis);
        Outputs outputs = new Outputs(
                predictions, deadLetters, new Refusals(List.of(predictions, deadLetters), outcome -> Optional.empty()));
        PredictionWriter writer = (source, request, prediction) ->
                (request.imageId() + "=" + Answers.first(prediction)).getBytes(StandardCharsets.UTF_8);
        parts = new TopologyParts(
                pipeline,
                new ModelRouter(pipeline.models(), pipeline.models().get(0)),
                route -> route.equals("elsewhere") ? Optional.of("served elsewhere") : Optional.empty(),
                readers,
                () -> writer,
                new DeadLetters("test", outputs.deadLetters()::maxRecordBytes),
                outputs,
                rejectList,
                limits,
                new RecordsInHand(),
                RecordObserver.NONE.and(emitted::add),
                RecordTrace.OFF,
                true);
    }

    public TestStream withoutBarrier() {
        parts = parts.withoutBarrier();
        return this;
    }

    public TestStream tracedBy(RecordTrace trace) {
        parts = parts.watchedBy(parts.observer(), trace);
        return this;
    }

    public Topology topology() {
        return topology("");
    }

    /** The topology over topics whose names begin with that. */
    public Topology topology(String prefix) {
        return InferenceTopology.build(prefix + IMAGES, prefix + PREDICTIONS, prefix + DEAD_LETTERS, parts);
    }

    public InferencePipeline pipeline() {
        return pipeline;
    }

    /** What engines have reported. */
    public Queue<Throwable> failures() {
        return failures;
    }

    /** Every outcome emitted, in order; replays included. */
    public Queue<Outcome> emitted() {
        return emitted;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
