package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.stream.event.SourceRecord;

/**
 * Sees records come and go, for metrics. Called on stream threads, so it must be quick, and must not throw. Under
 * exactly-once, a replay is seen again.
 */
public interface RecordObserver {

    /** An observer that looks away. */
    RecordObserver NONE = new RecordObserver() {};

    /** A record is about to be processed. */
    default void read(SourceRecord record) {}

    /**
     * A record's outcome was emitted.
     *
     * @param nanos since it was read
     */
    default void emitted(SourceRecord record, Outcome outcome, long nanos) {}

    /**
     * A commit waited for what was pending, and all of it is emitted.
     *
     * @param nanos how long it waited; never called where nothing was pending
     */
    default void drained(long nanos) {}

    /** A commit waited for what was pending for as long as it may; the records will be read again. */
    default void drainFailed() {}

    /** This observer, and after it another one that only sees outcomes. */
    default RecordObserver and(EmissionObserver other) {
        RecordObserver first = this;
        return new RecordObserver() {
            @Override
            public void read(SourceRecord record) {
                first.read(record);
            }

            @Override
            public void emitted(SourceRecord record, Outcome outcome, long nanos) {
                first.emitted(record, outcome, nanos);
                other.emitted(outcome);
            }

            @Override
            public void drained(long nanos) {
                first.drained(nanos);
            }

            @Override
            public void drainFailed() {
                first.drainFailed();
            }
        };
    }
}
