package io.inferencestream.stream.topology;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Has a task emit completed outcomes while no record comes, and more seldom while many do.
 *
 * <p>Not thread-safe: the stream thread owns it.
 */
/*
 * Each record that comes has its task emit them anyway. And Kafka Streams takes a number of records in a row that it halves
 * whenever a punctuation ran and raises by one when none did: at a tick every few milliseconds it stays at a handful,
 * and a small image then costs mostly the loop around it.
 */
final class EmissionClock {
    /** Records of a stream thread from one tick to the next that make it busy. */
    private static final int BUSY_RECORDS = 128;

    /** How many times more seldom a busy one ticks. */
    private static final int SELDOM = 6;

    /** What a tick is for. */
    interface Tick {
        /** @param isQuiet whether the task's stream thread has processed nothing since the tick before */
        void at(boolean isQuiet);
    }

    private final ProcessorContext<?, ?> context;
    private final Duration interval;
    private final LongSupplier processed;
    private final Tick onTick;
    private Cancellable ticks;
    private long processedBefore;
    private boolean isBusy;

    private EmissionClock(ProcessorContext<?, ?> context, Duration interval, LongSupplier processed, Tick onTick) {
        this.context = context;
        this.interval = interval;
        this.processed = processed;
        this.onTick = onTick;
        this.ticks = schedule(interval);
    }

    /**
     * Starts one, which ends with the task.
     *
     * @param interval between ticks while few records come
     * @param processed how many records the task's stream thread has processed so far
     */
    static void start(ProcessorContext<?, ?> context, Duration interval, LongSupplier processed, Tick onTick) {
        new EmissionClock(context, interval, processed, onTick);
    }

    private Cancellable schedule(Duration every) {
        return context.schedule(every, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }

    private void tick() {
        long processedNow = processed.getAsLong();
        onTick.at(processedNow == processedBefore);
        boolean isBusyNow = processedNow - processedBefore >= BUSY_RECORDS;
        processedBefore = processedNow;
        if (isBusyNow != isBusy) {
            isBusy = isBusyNow;
            ticks.cancel();
            ticks = schedule(isBusyNow ? interval.multipliedBy(SELDOM) : interval);
        }
    }
}
