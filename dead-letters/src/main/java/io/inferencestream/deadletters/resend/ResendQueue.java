package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.ledger.Ledger;
import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.deadletters.letter.LetterDigest;
import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resends letters for many callers, one request after the other, and follows the ledger meanwhile, so that it says at once
 * which letters were resent. Waits out an outage of the broker; requests then fail when their patience is over.
 *
 * <p>Thread-safe. Starts one thread, which owns the resender.
 */
public final class ResendQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResendQueue.class);
    private static final long GLANCE_MILLIS = 200;
    private static final long FOLLOW_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 500;
    private static final long CLOSE_MILLIS = 2_000;

    private final Supplier<Resender> resenders;
    private final BlockingQueue<Request> requests;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "resend");
    private volatile @Nullable Ledger ledger;
    private String warned = "";

    private record Request(
            LetterFilter filter,
            ResendOptions options,
            Consumer<Verdict> told,
            CompletableFuture<Void> done,
            long askedNanos) {
        boolean isLate() {
            return System.nanoTime() - askedNanos > options.patience().toNanos();
        }
    }

    /**
     * Connects to nothing yet.
     *
     * @param maxWaiting most requests that wait
     */
    public ResendQueue(Supplier<Resender> resenders, int maxWaiting) {
        this.resenders = resenders;
        this.requests = new ArrayBlockingQueue<>(maxWaiting);
        thread.setDaemon(true);
    }

    /** Begins to follow the ledger and to serve. */
    public void start() {
        thread.start();
    }

    /** The receipt of a letter or of a double of it, as far as the ledger has been read; some hundred milliseconds old. */
    public Optional<Receipt> receipt(LetterDigest letter) {
        Ledger its = ledger;
        return its == null ? Optional.empty() : its.find(letter);
    }

    /**
     * Resends one letter. The answer fails with {@link ResendFailedException} or another {@link KafkaException}.
     *
     * @throws RejectedExecutionException if too many wait
     */
    public CompletableFuture<Verdict> resend(RecordPosition letter, ResendOptions options) {
        List<Verdict> verdicts = new ArrayList<>();
        return resend(LetterFilter.of(Set.of(letter)), options, verdicts::add).thenApply(done -> verdicts.get(0));
    }

    /**
     * Resends all letters that are meant; what is asked for meanwhile waits. The answer comes after every letter has been
     * told, or fails as that of one letter does.
     *
     * @param told on the queue's thread; must not block
     * @throws RejectedExecutionException if too many wait
     */
    public CompletableFuture<Void> resend(LetterFilter filter, ResendOptions options, Consumer<Verdict> told) {
        Request request = new Request(filter, options, told, new CompletableFuture<>(), System.nanoTime());
        if (closing.getCount() == 0 || !requests.offer(request)) {
            throw new RejectedExecutionException("too many letters wait to be resent");
        }
        return request.done();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Resender resender = resenders.get()) {
                resender.ledger().follow();
                ledger = resender.ledger();
                warned = "";
                serve(resender);
            } catch (InterruptException e) {
                LOG.debug("Closed", e);
            } catch (KafkaException e) {
                warnOnce(e);
                failAll(e);
                pause();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Resending has failed; starting anew");
                failAll(e);
                pause();
            }
        }
        failAll(new KafkaException("closed"));
    }

    private void serve(Resender resender) {
        long followed = System.nanoTime();
        long served = followed;
        while (closing.getCount() > 0) {
            Request request = next();
            long now = System.nanoTime();
            if (request != null) {
                serve(resender, request);
                served = System.nanoTime();
            } else if (now - followed > FOLLOW_NANOS) {
                resender.ledger().follow();
                followed = now;
            } else {
                resender.ledger().glance();
            }
            if (now - served > RELEASE_NANOS) {
                resender.release();
            }
        }
    }

    private @Nullable Request next() {
        try {
            return requests.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void serve(Resender resender, Request request) {
        if (request.isLate()) {
            request.done().completeExceptionally(new ResendFailedException("others were served first", false, null));
            return;
        }
        try {
            resender.resend(request.filter(), request.options(), request.told());
            request.done().complete(null);
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("Letters could not be resent");
            request.done().completeExceptionally(e);
        } finally {
            request.done().completeExceptionally(new ResendFailedException("see the log", true, null));
        }
    }

    /** A lasting failure is said once. */
    private void warnOnce(KafkaException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.equals(warned)) {
            LOG.atWarn().setCause(failure).log("The ledger of resent letters cannot be read now; trying again");
        }
        warned = message;
    }

    private void failAll(RuntimeException failure) {
        List<Request> waiting = new ArrayList<>();
        requests.drainTo(waiting);
        waiting.forEach(request -> request.done()
                .completeExceptionally(
                        new ResendFailedException(String.valueOf(failure.getMessage()), false, failure)));
    }

    private void pause() {
        try {
            if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
