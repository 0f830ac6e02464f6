package io.inferencestream.kit.lifecycle;

import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * Tells what brokers do to a stream thread from what a record or the program does: a broker that is slow, gone or back, and
 * a group that has moved on meanwhile. However many threads that costs, and however long it lasts, a new thread is the cure.
 */
final class ClusterFault {
    private static final List<Class<? extends Throwable>> KINDS = List.of(
            RetriableException.class,
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            InvalidPidMappingException.class,
            OutOfOrderSequenceException.class,
            TransactionAbortedException.class,
            CommitFailedException.class,
            UnreleasedInstanceIdException.class,
            TaskMigratedException.class,
            TaskCorruptedException.class,
            RevivedTaskException.class);

    private ClusterFault() {}

    /** Whether that is what a thread died of. */
    static boolean is(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Throwable candidate = cause;
            if (KINDS.stream().anyMatch(kind -> kind.isInstance(candidate))) {
                return true;
            }
        }
        return false;
    }
}
