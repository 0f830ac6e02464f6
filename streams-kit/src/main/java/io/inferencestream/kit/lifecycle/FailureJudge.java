package io.inferencestream.kit.lifecycle;

import io.inferencestream.kit.health.CommitWatch;
import io.inferencestream.kit.health.GroupOffsets;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the death of a stream thread means. A shared outage pauses the stream. Anything else gets a new thread, since
 * nothing was committed past what was emitted; unless threads die at the same place again and again and the stream does not
 * get past it, which ends the program.
 *
 * <p>Thread-safe.
 */
final class FailureJudge implements StreamsUncaughtExceptionHandler, CommitWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(FailureJudge.class);

    private final OutagePause pause;
    private final Ending ending;
    private final StreamEvents events;
    private final Function<Throwable, Optional<RecordPosition>> culprit;
    private final Standstills standstills;

    /**
     * @param culprit the record that the calling thread dies of, as far as it is known
     * @param ticker nanoseconds
     */
    FailureJudge(
            OutagePause pause,
            Ending ending,
            StreamEvents events,
            Function<Throwable, Optional<RecordPosition>> culprit,
            LongSupplier ticker) {
        this.pause = pause;
        this.ending = ending;
        this.events = events;
        this.culprit = culprit;
        this.standstills = new Standstills(ticker);
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
        Optional<RecordPosition> record = culprit.apply(thrown);
        log(thrown, record);
        judge(thrown, record);
        return ending.isEnding()
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void judge(Throwable thrown, Optional<RecordPosition> record) {
        UnrecoverableException unrecoverable = find(UnrecoverableException.class, thrown);
        if (unrecoverable != null) {
            ending.fail(ExitReason.STREAM_FAILED, unrecoverable);
        } else if (!ClusterFault.is(thrown)) {
            boolean isSlow = find(DrainTimeoutException.class, thrown) != null;
            standstills.died(record, thrown, !isSlow).ifPresent(this::end);
        }
    }

    private static void log(Throwable thrown, Optional<RecordPosition> record) {
        String at = record.map(RecordPosition::toString).orElse("unknown");
        DrainTimeoutException late = find(DrainTimeoutException.class, thrown);
        if (late != null) {
            LOG.atWarn().addKeyValue("recordId", at).log(late.getMessage());
        } else {
            LOG.atWarn()
                    .addKeyValue("recordId", at)
                    .setCause(thrown)
                    .log("A stream thread died; nothing was committed past what was emitted");
        }
    }

    private void end(Standstills.Standstill standstill) {
        ending.fail(ExitReason.STREAM_FAILED, new StandstillException(standstill.record(), standstill.cause()));
    }

    @Override
    public void seen(GroupOffsets offsets) {
        if (pause.isPaused()) {
            standstills.unknown();
        } else {
            standstills.advanced(offsets).ifPresent(this::end);
        }
    }

    @Override
    public void unknown() {
        standstills.unknown();
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
