package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.core.pipeline.ImageJob;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.pipeline.ServedModel;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.kit.lifecycle.DrainTimeoutException;
import io.inferencestream.kit.lifecycle.RecordsInHand;
import io.inferencestream.kit.lifecycle.RecordsInHand.Positioned;
import io.inferencestream.kit.lifecycle.RevivedTaskException;
import io.inferencestream.stream.barrier.CommitBarrier;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.Reading;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.event.Unreadable;
import java.util.Objects;
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
    private final Intake intake;
    private final OutcomeRecords outcomes;
    private final PendingRecords pending;
    private @Nullable ProcessorContext<byte[], Emission> context;
    private @Nullable CommitBarrier barrier;
    private @Nullable StreamThreadTasks threadTasks;
    private RecordsInHand.@Nullable Hand hand;
    private boolean hasDrainFailed;

    InferenceProcessor(TopologyParts parts, StreamThreads threads, Stumbles stumbles) {
        this.parts = parts;
        this.threads = threads;
        this.pipeline = parts.pipeline();
        this.intake = new Intake(parts, stumbles);
        this.outcomes = new OutcomeRecords(parts);
        this.pending = threads.line();
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> processorContext) {
        if (context != null) {
            throw new RevivedTaskException(processorContext.taskId().toString());
        }
        context = processorContext;
        threadTasks = threads.join(this);
        hand = parts.inHand().ofThisThread();
        barrier = processorContext.getStateStore(InferenceTopology.BARRIER);
        barrier.attach(parts.barrierEnabled() ? this::drain : () -> {});
        EmissionClock.start(processorContext, parts.limits().emitInterval(), threadTasks::processed, this::emitOnTick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        StreamThreadTasks thread = Objects.requireNonNull(threadTasks);
        thread.processing();
        emitCompleted();
        SourceRecord source = sourceOf(record);
        take(source);
        parts.observer().read(source);
        parts.trace().read(source);
        Reading reading = intake.read(source);
        if (reading instanceof ImageRequest request) {
            accept(source, request, thread);
        } else {
            settle(source, null, ((Unreadable) reading).rejection(), thread);
        }
        take(null);
    }

    private SourceRecord sourceOf(Record<byte[], byte[]> record) {
        RecordMetadata metadata =
                Objects.requireNonNull(context).recordMetadata().orElseThrow();
        RecordId id = new RecordId(metadata.topic(), metadata.partition(), metadata.offset());
        return new SourceRecord(id, record.key(), record.value(), record.headers(), record.timestamp());
    }

    /** Whatever the thread dies of from now on, it dies of this record. */
    private @Nullable Positioned take(@Nullable Positioned record) {
        return Objects.requireNonNull(hand).take(record);
    }

    private void accept(SourceRecord source, ImageRequest request, StreamThreadTasks thread) {
        ServedModel model = intake.model(source, request);
        if (model == null) {
            String detail = "no model " + request.route() + " is served here";
            settle(source, request, new Rejection(RejectionReason.UNKNOWN_MODEL, detail), thread);
            return;
        }
        Inspection inspection = intake.inspect(source, request);
        if (inspection instanceof Undecodable fault) {
            settle(source, request, Rejection.of(fault), thread);
            return;
        }
        PendingRecord record = new PendingRecord(source, request, thread);
        ImageJob job = new ImageJob(
                source.id(), model, (ImageHeader) inspection, request.image(), request.deadlineMillis(), record);
        record.waitsFor(job);
        enter(record, job, thread);
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
        awaitHead(thread);
        thread.emitCompleted();
    }

    private void awaitHead(StreamThreadTasks thread) {
        if (pending.isHeadDropped()) {
            throw new DroppedRecordException(pending.head().source().id());
        }
        thread.await(pending::isHeadCompleted);
    }

    private void emitOnTick(boolean isQuiet) {
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
        Positioned before = take(source);
        RecordId id = source.id();
        CommitBarrier.Origin origin = new CommitBarrier.Origin(id.topic(), id.partition(), id.offset());
        OutcomeRecords.Outgoing out = outcomes.of(source, record.request(), outcome);
        parts.trace().emitting(source, out.outcome(), out.record().headers());
        Objects.requireNonNull(barrier).emit(origin, out.record(), out.sink());
        Objects.requireNonNull(threadTasks).emitted();
        parts.observer().emitted(source, out.outcome(), System.nanoTime() - record.readAtNanos());
        take(before);
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
                take(pending.head().source());
                String task = Objects.requireNonNull(context).taskId().toString();
                throw new DrainTimeoutException(
                        task, pending.size(), parts.limits().waiting());
            }
            awaitHead(thread);
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
        parts.inHand().ofThisThread().take(null);
    }
}
