package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.core.pipeline.ImageJob;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.pipeline.ServedModel;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.schemas.header.RejectionHeaders;
import io.inferencestream.stream.barrier.CommitBarrier;
import io.inferencestream.stream.barrier.DrainTimeoutException;
import io.inferencestream.stream.event.DeadLetter;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.PredictionWriter;
import io.inferencestream.stream.event.Reading;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.event.Unreadable;
import io.inferencestream.stream.lifecycle.SharedOutageException;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of one task, sends their images through the pipeline and emits their outcomes in the order the
 * records came.
 *
 * <p>The stream thread owns it. What is pending when it is closed is forgotten, because its records will be read again;
 * late outcomes only free their memory. It serves one life: see {@link RevivedTaskException}.
 */
final class InferenceProcessor implements Processor<byte[], byte[], byte[], Emission> {
    private final TopologyParts parts;
    private final StreamThreads threads;
    private final InferencePipeline pipeline;
    private final EventReader reader;
    private final PredictionWriter writer;
    private final PendingRecords pending;
    private @Nullable ProcessorContext<byte[], Emission> context;
    private @Nullable CommitBarrier barrier;
    private @Nullable StreamThreadTasks threadTasks;
    private boolean hasDrainFailed;

    InferenceProcessor(TopologyParts parts, StreamThreads threads) {
        this.parts = parts;
        this.threads = threads;
        this.pipeline = parts.pipeline();
        this.reader = parts.readers().get();
        this.writer = parts.writers().get();
        this.pending = threads.line();
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> processorContext) {
        if (context != null) {
            throw new RevivedTaskException(processorContext.taskId().toString());
        }
        context = processorContext;
        threadTasks = threads.join(this);
        barrier = processorContext.getStateStore(InferenceTopology.BARRIER);
        barrier.attach(parts.barrierEnabled() ? this::drain : () -> {});
        EmissionClock.start(processorContext, parts.limits().emitInterval(), threadTasks::processed, this::look);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        StreamThreadTasks thread = Objects.requireNonNull(threadTasks);
        thread.processing();
        emitCompleted();
        SourceRecord source = sourceOf(record);
        parts.observer().read(source);
        parts.trace().read(source);
        Reading reading = read(source);
        if (reading instanceof ImageRequest) {
            accept(source, (ImageRequest) reading, thread);
        } else {
            settle(source, null, ((Unreadable) reading).rejection(), thread);
        }
    }

    private SourceRecord sourceOf(Record<byte[], byte[]> record) {
        RecordMetadata metadata =
                Objects.requireNonNull(context).recordMetadata().orElseThrow();
        RecordId id = new RecordId(metadata.topic(), metadata.partition(), metadata.offset());
        return new SourceRecord(id, record.key(), record.value(), record.headers(), record.timestamp());
    }

    private Reading read(SourceRecord source) {
        if (parts.rejectList().contains(source.id())) {
            return new Unreadable(new Rejection(
                    RejectionReason.REJECTED_BY_OPERATOR, "named in the configuration's reject list, not decoded"));
        }
        return reader.read(source);
    }

    private void accept(SourceRecord source, ImageRequest request, StreamThreadTasks thread) {
        ServedModel model = parts.router().find(request.route());
        if (model == null) {
            refuseToJudge(source.id(), request.route());
            String detail = "no model " + request.route() + " is served here";
            settle(source, request, new Rejection(RejectionReason.UNKNOWN_MODEL, detail), thread);
            return;
        }
        Inspection inspection = pipeline.inspect(request.image(), request.mediaType());
        if (inspection instanceof Undecodable) {
            settle(source, request, Rejection.of((Undecodable) inspection), thread);
            return;
        }
        PendingRecord record = new PendingRecord(source, request, thread);
        ImageJob job = new ImageJob(
                source.id(), model, (ImageHeader) inspection, request.image(), request.deadlineMillis(), record);
        record.waitsFor(job);
        enter(record, job, thread);
    }

    /** A model that another instance announces and this one lacks is no fault of the record's. */
    private void refuseToJudge(RecordId id, @Nullable String route) {
        if (route != null) {
            ServedElsewhere elsewhere = parts.servedElsewhere();
            elsewhere.reasonToWait(route).ifPresent(reason -> {
                throw new SharedOutageException(
                        "record " + id + " waits: " + reason,
                        null,
                        () -> elsewhere.reasonToWait(route).isEmpty());
            });
        }
    }

    /** Puts a record whose outcome is known already in line behind those that were read before it. */
    private void settle(
            SourceRecord source, @Nullable ImageRequest request, Rejection rejection, StreamThreadTasks thread) {
        PendingRecord record = new PendingRecord(source, request, thread);
        while (!pending.hasRoomFor(source.bytes()) && thread.budget().mayWaitForRoom()) {
            waitForOutcome(thread);
        }
        record.completed(rejection);
        pending.add(record);
    }

    /**
     * Waits for room, within the budget, then takes the record on. Nothing may throw once the pipeline has taken it: the
     * record would be processed again and counted twice.
     */
    private void enter(PendingRecord record, ImageJob job, StreamThreadTasks thread) {
        long bytes = record.source().bytes();
        boolean isIn = false;
        while (!pending.isEmpty() && thread.budget().mayWaitForRoom()) {
            isIn = pending.hasRoomFor(bytes) && pipeline.offer(job);
            if (isIn) {
                break;
            }
            waitForOutcome(thread);
        }
        if (!isIn) {
            pipeline.force(job);
        }
        pending.add(record);
    }

    private void waitForOutcome(StreamThreadTasks thread) {
        thread.nap(pending::isHeadCompleted);
        thread.emitCompleted();
    }

    private void look(boolean isQuiet) {
        emitCompleted();
        if (isQuiet && Objects.requireNonNull(threadTasks).shouldCommit()) {
            Objects.requireNonNull(context).commit();
        }
    }

    /** Whether nothing waits for its outcome. */
    boolean isIdle() {
        return pending.isEmpty();
    }

    /** Emits the outcomes at the head of the line; stops at the first record that has none yet. */
    void emitCompleted() {
        for (PendingRecord head = pending.completedHead(); head != null; head = pending.completedHead()) {
            emit(head, Objects.requireNonNull(head.outcome()));
            pending.removeHead();
        }
    }

    private void emit(PendingRecord record, Outcome outcome) {
        SourceRecord source = record.source();
        RecordId id = source.id();
        CommitBarrier.Origin origin = new CommitBarrier.Origin(id.topic(), id.partition(), id.offset());
        String child =
                outcome.fold(prediction -> InferenceTopology.PREDICTIONS, rejection -> InferenceTopology.DEAD_LETTERS);
        Record<byte[], Emission> out = outcome.fold(
                prediction -> predictionRecord(source, Objects.requireNonNull(record.request()), prediction),
                rejection -> deadLetterRecord(source, record.request(), rejection));
        parts.trace().emitting(source, outcome, out.headers());
        Objects.requireNonNull(barrier).emit(origin, out, child);
        Objects.requireNonNull(threadTasks).emitted();
        parts.observer().emitted(source, outcome, System.nanoTime() - record.readAtNanos());
    }

    private Record<byte[], Emission> predictionRecord(
            SourceRecord source, ImageRequest request, Prediction prediction) {
        Emission emission = new Emission(source.id().partition(), writer.write(source, request, prediction));
        Headers headers = new RecordHeaders(source.headers());
        RejectionHeaders.removeFrom(headers);
        return new Record<>(source.key(), emission, source.timestampMillis(), headers);
    }

    private Record<byte[], Emission> deadLetterRecord(
            SourceRecord source, @Nullable ImageRequest request, Rejection rejection) {
        String model = request == null ? null : parts.router().nameOf(request.route());
        DeadLetter letter = parts.deadLetters().write(source, request, model, rejection);
        Emission emission = new Emission(source.id().partition(), letter.value());
        return new Record<>(source.key(), emission, source.timestampMillis(), letter.headers());
    }

    /** Emits everything pending, waiting for it within the budget; a commit follows. */
    private void drain() {
        StreamThreadTasks thread = Objects.requireNonNull(threadTasks);
        if (!pending.isEmpty()) {
            pipeline.hurry();
            long started = System.nanoTime();
            try {
                drainPending(thread);
                parts.observer().drained(System.nanoTime() - started);
            } finally {
                pipeline.relax();
            }
        }
        thread.drained();
    }

    private void drainPending(StreamThreadTasks thread) {
        emitCompleted();
        while (!pending.isEmpty()) {
            if (hasDrainFailed || !thread.budget().mayWaitForDrain()) {
                noteFailedDrain();
                String task = Objects.requireNonNull(context).taskId().toString();
                throw new DrainTimeoutException(
                        task, pending.size(), parts.limits().waiting());
            }
            thread.nap(pending::isHeadCompleted);
            emitCompleted();
        }
    }

    /** A task that is closed after its drain failed is drained once more, in vain: that counts once. */
    private void noteFailedDrain() {
        if (!hasDrainFailed) {
            hasDrainFailed = true;
            parts.observer().drainFailed();
        }
    }

    @Override
    public void close() {
        pending.cancelAll(parts.trace()::forgotten);
        if (barrier != null) {
            barrier.detach();
        }
        threads.leave(this);
    }
}
