package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.stream.event.SourceRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Follows records on their way through this process. Called on stream threads, so it must be quick, and must not throw.
 */
public interface RecordTrace {

    /** Follows nobody, at no cost. */
    RecordTrace OFF = new RecordTrace() {};

    /** A record is about to be processed. */
    default void read(SourceRecord record) {}

    /**
     * A record's outcome is about to be emitted.
     *
     * @param outgoing headers of what goes out, a copy of the record's own; the trace may say there where it has got to
     */
    default void emitting(SourceRecord record, Outcome outcome, Headers outgoing) {}

    /** A record was given up by this task without an outcome: it will be read again. */
    default void forgotten(RecordId record) {}
}
