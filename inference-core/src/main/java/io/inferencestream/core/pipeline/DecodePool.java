package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.decode.Decoded;
import io.inferencestream.core.decode.ImageDecoder;
import io.inferencestream.core.decode.ImageFormat;
import io.inferencestream.core.decode.Pixels;
import io.inferencestream.core.decode.Undecodable;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.core.repository.ModelCard;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Decodes images on threads of its own and hands them to their model's batcher. Judges deadlines, once. */
final class DecodePool implements AutoCloseable {
    private static final long CLOSE_PATIENCE_SECONDS = 5;

    private final ExecutorService threads;
    private final ThreadLocal<ImageDecoder> decoders = ThreadLocal.withInitial(ImageDecoder::new);
    private final EngineFailureListener failures;
    private final LongSupplier ticker;

    DecodePool(int size, EngineFailureListener failures, LongSupplier ticker) {
        AtomicInteger numbers = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "decode-" + numbers.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        this.failures = failures;
        this.ticker = ticker;
    }

    /** Decodes soon; pixels that need no decoding at once, on the calling thread. */
    void decode(ImageJob job) {
        if (job.header().format() == ImageFormat.RAW) {
            decodeNow(job);
            return;
        }
        try {
            threads.execute(() -> decodeNow(job));
        } catch (RejectedExecutionException e) {
            job.dropped();
        }
    }

    private void decodeNow(ImageJob job) {
        job.decoding(ticker.getAsLong());
        if (job.isCancelled()) {
            job.dropped();
            return;
        }
        if (job.isOverdue(System.currentTimeMillis())) {
            job.complete(new Rejection(RejectionReason.DEADLINE_PASSED, "the deadline passed before the image's turn"));
            return;
        }
        ModelCard card = job.model().model().card();
        try {
            Decoded decoded = decoders.get().decode(job.encoded(), job.header(), card.input(), card.resize());
            if (decoded instanceof Pixels) {
                job.decoded((Pixels) decoded, ticker.getAsLong());
                job.model().batcher().submit(job);
            } else {
                Undecodable fault = (Undecodable) decoded;
                job.complete(new Rejection(fault.reason(), fault.detail()));
            }
        } catch (Throwable e) {
            failures.broken(card.id(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
