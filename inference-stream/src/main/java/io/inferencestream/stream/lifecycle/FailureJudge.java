package io.inferencestream.stream.lifecycle;

import io.inferencestream.stream.barrier.DrainTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the death of a stream thread means. A shared outage pauses the stream; anything else gets a new thread,
 * since nothing was committed past what was emitted, unless it happens again and again.
 *
 * <p>Thread-safe.
 */
final class FailureJudge implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailureJudge.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(2);

    private final OutagePause pause;
    private final Ending ending;
    private final StreamEvents events;
    private final LongSupplier ticker;
    private final ArrayDeque<Long> failures = new ArrayDeque<>();

    FailureJudge(OutagePause pause, Ending ending, StreamEvents events, LongSupplier ticker) {
        this.pause = pause;
        this.ending = ending;
        this.events = events;
        this.ticker = ticker;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable thrown) {
        if (ending.isEnding()) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        SharedOutageException outage = find(SharedOutageException.class, thrown);
        if (outage != null) {
            pause.begin(outage);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        events.threadDied();
        UnrecoverableException unrecoverable = find(UnrecoverableException.class, thrown);
        if (unrecoverable != null) {
            ending.fail(ExitReason.STREAM_FAILED, unrecoverable);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        DrainTimeoutException late = find(DrainTimeoutException.class, thrown);
        if (late != null) {
            LOG.atWarn().log(late.getMessage());
        } else {
            LOG.atWarn().setCause(thrown).log("A stream thread died; nothing was committed past what was emitted");
        }
        if (isOnceTooOften()) {
            ending.fail(ExitReason.STREAM_FAILED, thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized boolean isOnceTooOften() {
        long now = ticker.getAsLong();
        failures.addLast(now);
        while (now - failures.getFirst() > WINDOW.toNanos()) {
            failures.removeFirst();
        }
        return failures.size() > MOST_FAILURES;
    }

    private static <T> @Nullable T find(Class<T> type, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
