package io.inferencestream.gateway.outcome;

import io.inferencestream.schemas.follow.TopicFollower;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads predictions and dead letters into the index: at start the recent ones, then every one as it comes. An outage of
 * broker or registry is waited out.
 *
 * <p>Starts one thread, which owns the consumer.
 */
public final class OutcomeFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeFollower.class);

    private final OutcomeReader reader;
    private final OutcomeIndex index;
    private final OutcomeListener listener;
    private final TopicFollower topics;

    /**
     * Reads nothing yet.
     *
     * @param topics of predictions and dead letters
     * @param start where the recent past begins
     */
    public OutcomeFollower(
            List<String> topics,
            RecentPast start,
            OutcomeReader reader,
            OutcomeIndex index,
            OutcomeListener listener,
            Supplier<Consumer<byte[], byte[]>> consumers) {
        this.reader = reader;
        this.index = index;
        this.listener = listener;
        this.topics = new TopicFollower(topics, start, this::take, consumers);
    }

    /** Begins to read. */
    public void start() {
        topics.start();
    }

    /** Whether what was there at start has been read: from then on, no outcome of a request can be missed. */
    public boolean isCaughtUp() {
        return topics.isCaughtUp();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        reader.read(record)
                .either(outcome -> Optional.of(index.add(IndexedOutcome.of(outcome, record))), OutcomeFollower::leftOut)
                .ifPresent(listener::seen);
    }

    private static Optional<OutcomeIndex.Entry> leftOut(Unreadable unreadable) {
        RecordPosition position = unreadable.position();
        LOG.atWarn()
                .addKeyValue("topic", position.topic())
                .addKeyValue("partition", position.partition())
                .addKeyValue("offset", position.offset())
                .addKeyValue("detail", unreadable.detail())
                .log("An outcome cannot be read and is left out");
        return Optional.empty();
    }

    @Override
    public void close() {
        topics.close();
    }
}
