package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageFault;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes images on threads of its own and hands them to their model's batcher. Judges deadlines, once. */
final class DecodePool {
    private static final Logger LOG = LoggerFactory.getLogger(DecodePool.class);

    private final ExecutorService threads;
    private final DecodeBacklog backlog;
    private final ImageDecoder decoder = new ImageDecoder();
    private final DecodeJournal journal;
    private final EngineFailureListener failures;
    private final LongSupplier ticker;

    DecodePool(int size, DecodeJournal journal, EngineFailureListener failures, LongSupplier ticker) {
        AtomicInteger numbers = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "decode-" + numbers.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        this.backlog = new DecodeBacklog(size);
        this.journal = journal;
        this.failures = failures;
        this.ticker = ticker;
    }

    /** Reserves the job's decoding, if all that is reserved clears in time; to be followed by decode or forgo. */
    boolean tryReserve(ImageJob job, Duration clearance) {
        return !job.needsDecoding() || backlog.tryEnter(DecodeBacklog.workOf(job.header()), clearance);
    }

    /** Reserves the job's decoding, room or not. */
    void reserve(ImageJob job) {
        if (job.needsDecoding()) {
            backlog.enter(DecodeBacklog.workOf(job.header()));
        }
    }

    /** Gives back what was reserved. */
    void forgo(ImageJob job) {
        if (job.needsDecoding()) {
            backlog.leave(DecodeBacklog.workOf(job.header()));
        }
    }

    /** Decodes soon, as reserved; pixels that need no decoding go on at once, on the calling thread. */
    void decode(ImageJob job) {
        Turn turn = new Turn(job);
        if (!job.needsDecoding()) {
            turn.run();
            return;
        }
        try {
            threads.execute(turn);
        } catch (RejectedExecutionException e) {
            turn.drop();
        }
    }

    /** Images that wait to be decoded or are being decoded. */
    int waiting() {
        return backlog.images();
    }

    private void advance(ImageJob job) {
        long started = ticker.getAsLong();
        job.decoding(started);
        if (job.isCancelled() || threads.isShutdown() && !job.needsDecoding()) {
            job.dropped();
        } else if (job.isOverdue(System.currentTimeMillis())) {
            job.complete(new Rejection(RejectionReason.DEADLINE_PASSED, "the deadline passed before the image's turn"));
        } else {
            Decoded decoded = decoded(job);
            long ended = ticker.getAsLong();
            if (job.needsDecoding()) {
                backlog.note(DecodeBacklog.workOf(job.header()), ended - started);
            }
            settle(job, decoded, ended);
        }
    }

    private void settle(ImageJob job, Decoded decoded, long nanos) {
        if (decoded instanceof Pixels) {
            job.decoded((Pixels) decoded, nanos);
            job.model().batcher().submit(job);
        } else {
            job.complete(Rejection.of((Undecodable) decoded));
        }
    }

    /** An image on which the decoder itself fails must not fell instance after instance: it counts as corrupt. */
    private Decoded decoded(ImageJob job) {
        ModelCard card = job.model().card();
        journal.begin(job.id(), job.header().format());
        try {
            return decoder.decode(job.encoded(), job.header(), card.input(), card.resize());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("recordId", job.id())
                    .setCause(e)
                    .log("The decoder failed; the image is rejected");
            return new Undecodable(ImageFault.CORRUPT, "the decoder failed on it: " + e);
        } finally {
            journal.end(job.id(), job.header().format());
        }
    }

    /**
     * Stops. What waits is decoded as far as there is time, and dropped after.
     *
     * @param patience longest time to wait
     */
    void close(Duration patience) {
        threads.shutdown();
        try {
            if (threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                decoder.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow().forEach(turn -> ((Turn) turn).drop());
    }

    /** One job's turn to be decoded. */
    private final class Turn implements Runnable {
        private final ImageJob job;

        private Turn(ImageJob job) {
            this.job = job;
        }

        @Override
        public void run() {
            try {
                advance(job);
            } catch (Throwable e) {
                giveUp(e);
            } finally {
                forgo(job);
            }
        }

        private void giveUp(Throwable cause) {
            try {
                failures.broken(job.model().card().id(), cause);
            } finally {
                job.dropped();
            }
        }

        private void drop() {
            forgo(job);
            job.dropped();
        }
    }
}
