package io.inferencestream.kit.clients;

import io.inferencestream.kit.lifecycle.UnrecoverableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a consumer of Kafka Streams: within its budget, as far as commits keep up, and knowing what it passes over.
 *
 * <p>Not thread-safe: the stream thread owns it.
 */
final class BoundedPoll {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedPoll.class);

    private final PollBudget budget;
    private final ClientRules rules;
    private final LostOffsets lost;
    private final StopAtGaps gaps;

    /** @param budget also that of the consumer's deserializers */
    BoundedPoll(Consumer<byte[], byte[]> consumer, PollBudget budget, ClientRules rules) {
        this.budget = budget;
        this.rules = rules;
        this.lost = new LostOffsets(consumer, rules.events());
        this.gaps = new StopAtGaps(consumer);
    }

    /**
     * Polls; returns without records while a commit is to come first, having waited as long as it may.
     *
     * @param poll the consumer's own
     * @throws InvalidOffsetException where Kafka Streams is to say where to read on
     * @throws UnrecoverableException where the stream is to stop at that
     */
    ConsumerRecords<byte[], byte[]> poll(Duration timeout, Function<Duration, ConsumerRecords<byte[], byte[]>> poll) {
        if (!lost.isSettled()) {
            return ConsumerRecords.empty();
        }
        ThreadPace thread = rules.pace().ofThisThread();
        long started = System.nanoTime();
        budget.begin(thread.mayHandOut());
        try {
            ConsumerRecords<byte[], byte[]> records = poll.apply(timeout);
            thread.handedOut(records.count());
            return records;
        } catch (RecordDeserializationException e) {
            if (!(e.getCause() instanceof PollFullException)) {
                throw e;
            }
            LockSupport.parkNanos(this, timeout.toNanos() - (System.nanoTime() - started));
            return ConsumerRecords.empty();
        } catch (InvalidOffsetException e) {
            judge(e);
            return ConsumerRecords.empty();
        }
    }

    private void judge(InvalidOffsetException invalid) {
        try {
            if (rules.stopsAtGaps()) {
                gaps.found(invalid);
            } else {
                lost.found(invalid);
            }
        } catch (TimeoutException e) {
            LOG.debug("Not known yet what is missing; the next poll comes to the same", e);
        }
    }
}
