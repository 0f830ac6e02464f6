package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.BatchPolicy;
import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.batch.MicroBatcher;
import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.Inspection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Every model of the process at work, with one decoding pool before them: images go in encoded, outcomes come out.
 *
 * <p>Thread-safe: all stream threads share one. Never blocks: an image that finds no room is handed back, and whoever
 * offers it decides how to wait.
 */
public final class InferencePipeline implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final ImageInspector inspector;
    private final InFlightLimits limits;
    private final InFlight inFlight;
    private final LongSupplier ticker;
    private final List<ServedModel> models = new ArrayList<>();
    private final DecodePool decoding;

    private InferencePipeline(
            DecodeLimits decodeLimits,
            InFlightLimits limits,
            int decodeThreads,
            CrashJournal journal,
            EngineFailureListener failures,
            LongSupplier ticker) {
        this.inspector = new ImageInspector(decodeLimits);
        this.limits = limits;
        this.inFlight = new InFlight(limits);
        this.ticker = ticker;
        this.decoding = new DecodePool(decodeThreads, new DecodeJournal(journal), failures, ticker);
    }

    /**
     * Starts decoding threads and a batcher for each model.
     *
     * @param models warm models; the pipeline closes them
     * @param linger see {@link BatchPolicy#linger()}
     * @param predictTimeout after which a batch counts as hung
     * @param decodeThreads at least 1
     * @param decodeLimits how large an image may be
     * @param limits how much may be in flight
     * @param journal told what is inside the engines, and inside native decoders
     * @param failures told when this process can predict no more
     * @param observer sees every batch
     */
    public static InferencePipeline start(
            List<LoadedModel> models,
            Duration linger,
            Duration predictTimeout,
            int decodeThreads,
            DecodeLimits decodeLimits,
            InFlightLimits limits,
            CrashJournal journal,
            EngineFailureListener failures,
            BatchObserver observer) {
        LongSupplier ticker = System::nanoTime;
        InferencePipeline pipeline =
                new InferencePipeline(decodeLimits, limits, decodeThreads, journal, failures, ticker);
        try {
            for (LoadedModel model : models) {
                BatchPolicy policy = new BatchPolicy(model.maxBatchSize(), model.batchStep(), linger);
                MicroBatcher<ImageJob> batcher =
                        MicroBatcher.start(model, policy, predictTimeout, journal, failures, observer, ticker);
                pipeline.models.add(new ServedModel(model, batcher));
            }
            return pipeline;
        } catch (RuntimeException | Error e) {
            pipeline.close();
            throw e;
        }
    }

    /** Starts with nobody watching the batches. */
    public static InferencePipeline start(
            List<LoadedModel> models,
            Duration linger,
            Duration predictTimeout,
            int decodeThreads,
            DecodeLimits decodeLimits,
            InFlightLimits limits,
            CrashJournal journal,
            EngineFailureListener failures) {
        return start(
                models,
                linger,
                predictTimeout,
                decodeThreads,
                decodeLimits,
                limits,
                journal,
                failures,
                BatchObserver.NONE);
    }

    /** The models at work, in the order they were given. */
    public List<ServedModel> models() {
        return List.copyOf(models);
    }

    /** What an image's first bytes say; takes microseconds and decodes nothing. */
    public Inspection inspect(ByteBuffer encoded, @Nullable String mediaType) {
        return inspector.inspect(encoded, mediaType);
    }

    /**
     * Takes the job on if there is room for it.
     *
     * @return false if there is none: nothing has happened, offer it again later
     */
    public boolean offer(ImageJob job) {
        if (!job.model().tryEnter(limits.clearance())) {
            return false;
        }
        if (decoding.tryReserve(job, limits.clearance())) {
            long bytes = job.bytesToDecode();
            if (inFlight.tryEnter(bytes)) {
                start(job, bytes);
                return true;
            }
            decoding.forgo(job);
        }
        job.model().left();
        return false;
    }

    /** Takes the job on, room or not: for a partition that has nothing else in flight, so that each gets on. */
    public void force(ImageJob job) {
        long bytes = job.bytesToDecode();
        job.model().enter();
        decoding.reserve(job);
        inFlight.enter(bytes);
        start(job, bytes);
    }

    private void start(ImageJob job, long bytes) {
        job.accepted(inFlight, bytes, ticker.getAsLong());
        decoding.decode(job);
    }

    /** Somebody waits for what is in flight: until {@link #relax}, no batch lingers. */
    public void hurry() {
        models.forEach(model -> model.batcher().hurry());
    }

    /** Ends one {@link #hurry}. */
    public void relax() {
        models.forEach(model -> model.batcher().relax());
    }

    /** Images accepted whose outcome is not there yet. */
    public int recordsInFlight() {
        return inFlight.records();
    }

    /** Encoded bytes of the images in flight, and what they hold besides: decoding memory before, pixels after. */
    public long bytesInFlight() {
        return inFlight.bytes();
    }

    /** Images that wait to be decoded or are being decoded. */
    public int waitingForDecoding() {
        return decoding.waiting();
    }

    /** {@link #close(Duration)} with five seconds. */
    @Override
    public void close() {
        close(CLOSE_PATIENCE);
    }

    /**
     * Stops decoding, then the batchers, then frees the models. What is in flight gets its outcome as far as there is
     * time, and is dropped after. A model whose engine does not come back is not freed: it is in use.
     *
     * @param patience longest time to wait for the decoding, and again for each model
     */
    public void close(Duration patience) {
        decoding.close(patience);
        models.forEach(model -> model.close(patience));
    }
}
