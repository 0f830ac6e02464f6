package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.BatchItem;
import io.inferencestream.core.batch.PredictedBatch;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way through the pipeline. Made by whoever read the record, handed to
 * {@link InferencePipeline#offer}, once with success, and gone with its outcome.
 */
/*
 * One thread at a time has a job: whoever offers it, then a decoder, then a predictor. The queues between them hand its
 * plain fields over; only `cancelled` is written from aside.
 */
public final class ImageJob implements BatchItem {
    /** A job that is never too late. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final RecordId id;
    private final ServedModel model;
    private final ImageHeader header;
    private final long deadlineMillis;
    private final OutcomeListener listener;
    private final boolean needsDecoding;
    private @Nullable ByteBuffer encoded;
    private @Nullable Pixels pixels;
    private @Nullable InFlight inFlight;
    private long bytes;
    private long acceptedNanos;
    private long decodeStartedNanos;
    private long decodeEndedNanos;
    private volatile boolean cancelled;

    /**
     * @param id the record the image came in
     * @param model the model that is to look at it
     * @param header what the image's first bytes said
     * @param encoded the image file; read on other threads until the outcome is there, so not to be changed
     * @param deadlineMillis not worth predicting after this moment, since 1970-01-01T00:00Z, or {@link #NO_DEADLINE}
     * @param listener told the outcome
     */
    public ImageJob(
            RecordId id,
            ServedModel model,
            ImageHeader header,
            ByteBuffer encoded,
            long deadlineMillis,
            OutcomeListener listener) {
        this.id = id;
        this.model = model;
        this.header = header;
        this.encoded = encoded;
        this.deadlineMillis = deadlineMillis;
        this.listener = listener;
        this.needsDecoding = !isOfShape(header, model.card().input());
    }

    @Override
    public RecordId id() {
        return id;
    }

    ServedModel model() {
        return model;
    }

    ImageHeader header() {
        return header;
    }

    ByteBuffer encoded() {
        ByteBuffer image = encoded;
        if (image == null) {
            throw new IllegalStateException("already decoded: " + id);
        }
        return image;
    }

    /** False where the bytes are pixels of the model's own shape already. */
    boolean needsDecoding() {
        return needsDecoding;
    }

    private static boolean isOfShape(ImageHeader header, ImageShape input) {
        return header.format() == ImageFormat.RAW
                && header.width() == input.width()
                && header.height() == input.height()
                && header.channels() == input.channels();
    }

    /** Encoded bytes, and the memory that decoding them takes. */
    long bytesToDecode() {
        ImageShape input = model.card().input();
        return encoded().remaining() + (needsDecoding ? header.workingBytes(input) : input.bytes());
    }

    boolean isOverdue(long nowMillis) {
        return nowMillis > deadlineMillis;
    }

    void accepted(InFlight counter, long countedBytes, long nanos) {
        inFlight = counter;
        bytes = countedBytes;
        acceptedNanos = nanos;
    }

    void decoding(long nanos) {
        decodeStartedNanos = nanos;
    }

    /** The pixels are there; what decoding held besides is free. */
    void decoded(Pixels image, long nanos) {
        long held = encoded().remaining() + image.values().length;
        pixels = image;
        encoded = null;
        decodeEndedNanos = nanos;
        if (inFlight != null && held != bytes) {
            inFlight.shrink(bytes - held);
            bytes = held;
        }
    }

    /**
     * Nobody wants the outcome any more: the job goes on only as far as freeing its memory. An outcome that is on its way
     * to the listener already may still arrive. Any thread may call it.
     */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Pixels pixels() {
        Pixels image = pixels;
        if (image == null) {
            throw new IllegalStateException("not decoded yet: " + id);
        }
        return image;
    }

    @Override
    public long readyAtNanos() {
        return decodeEndedNanos;
    }

    @Override
    public void predicted(PredictedBatch batch, int row) {
        Timings timings = new Timings(
                decodeStartedNanos - acceptedNanos,
                decodeEndedNanos - decodeStartedNanos,
                batch.startedAtNanos() - decodeEndedNanos,
                batch.endedAtNanos() - batch.startedAtNanos());
        complete(model.predictions().make(batch, row, header, timings));
    }

    @Override
    public void failed(String detail) {
        complete(new Rejection(RejectionReason.MODEL_FAILED, detail));
    }

    @Override
    public void dropped() {
        free();
        if (!cancelled) {
            listener.dropped();
        }
    }

    void complete(Outcome outcome) {
        free();
        if (!cancelled) {
            listener.completed(outcome);
        }
    }

    private void free() {
        pixels = null;
        encoded = null;
        InFlight counter = inFlight;
        if (counter != null) {
            inFlight = null;
            model.left();
            counter.leave(bytes);
        }
    }
}
