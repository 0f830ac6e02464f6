package io.inferencestream.kit.lifecycle;

import java.time.Duration;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * The outcomes that a commit has to wait for did not come in time. Nothing was committed; the records will be read
 * again.
 */
public final class DrainTimeoutException extends StreamsException {
    private static final long serialVersionUID = 1;

    public DrainTimeoutException(String task, int pending, Duration limit) {
        super("task " + task + " has " + pending + " records without an outcome after " + limit.toMillis()
                + " ms; nothing was committed and they will be read again. If the model is that slow, raise"
                + " transaction.timeout.ms (exactly-once) or max.poll.interval.ms (at-least-once), or add instances");
    }
}
