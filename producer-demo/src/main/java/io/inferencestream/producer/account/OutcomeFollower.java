package io.inferencestream.producer.account;

import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import io.inferencestream.schemas.outcome.Outcome;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.outcome.OutputRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the output topics from where they ended when the run began, and books every outcome. Belongs to no consumer
 * group. Not thread-safe: one thread calls it.
 */
public final class OutcomeFollower {
    private final TopicReader topics;
    private final OutcomeReader reader;
    private final String inputTopic;
    private final Ledger ledger;
    private final LongSupplier nanos;

    /**
     * @param consumer reads committed records only and is closed by the caller
     * @param outputTopics of predictions and of dead letters
     * @param inputTopic the topic whose images count; outcomes of others are left aside
     * @param nanos the run's ticker
     */
    public OutcomeFollower(
            Consumer<byte[], byte[]> consumer,
            OutcomeReader reader,
            List<String> outputTopics,
            String inputTopic,
            Ledger ledger,
            LongSupplier nanos) {
        this.topics = new TopicReader(consumer, outputTopics, Start.END);
        this.reader = reader;
        this.inputTopic = inputTopic;
        this.ledger = ledger;
        this.nanos = nanos;
    }

    /** Goes to the present end of the topics; to be called before the first image is sent. */
    public void startAtEnd() {
        topics.begin();
    }

    /** Waits at most that long for outcomes and books what came. */
    public void poll(Duration longest) {
        ConsumerRecords<byte[], byte[]> records = topics.poll(longest);
        long receivedNanos = nanos.getAsLong();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            OutputRecord read = reader.read(record);
            read.either(outcome -> book(outcome, receivedNanos), unreadable -> {
                ledger.unreadableOutcome();
                return ledger;
            });
        }
    }

    private Ledger book(Outcome outcome, long receivedNanos) {
        if (outcome.origin().topic().equals(inputTopic)) {
            ledger.outcome(outcome, receivedNanos);
        }
        return ledger;
    }

    /** Where both topics end now; what lies before may hold a duplicate yet. */
    public Map<TopicPartition, Long> ends() {
        return topics.ends();
    }

    /** Whether everything before those ends has been read. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return topics.hasReached(ends);
    }
}
