package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.pipeline.ImageJob;
import io.inferencestream.core.pipeline.OutcomeListener;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that was read and has not been answered for. The stream thread owns it; its outcome may come from any. */
final class PendingRecord implements OutcomeListener {
    private final SourceRecord source;
    private final @Nullable ImageRequest request;
    private final StreamThreadTasks owner;
    private final long readAtNanos = System.nanoTime();
    private @Nullable ImageJob job;
    private volatile @Nullable Outcome outcome;
    private volatile boolean isDropped;

    PendingRecord(SourceRecord source, @Nullable ImageRequest request, StreamThreadTasks owner) {
        this.source = source;
        this.request = request;
        this.owner = owner;
    }

    SourceRecord source() {
        return source;
    }

    @Nullable
    ImageRequest request() {
        return request;
    }

    long readAtNanos() {
        return readAtNanos;
    }

    void waitsFor(ImageJob imageJob) {
        job = imageJob;
    }

    @Override
    public void completed(Outcome itsOutcome) {
        outcome = itsOutcome;
        owner.signal();
    }

    @Override
    public void dropped() {
        isDropped = true;
        owner.signal();
    }

    /** Whether its outcome never comes: it has to be read again. */
    boolean isDropped() {
        return isDropped;
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    boolean isCompleted() {
        return outcome != null;
    }

    void cancel() {
        if (job != null) {
            job.cancel();
        }
    }
}
