package io.inferencestream.producer.account;

import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the output topics from where they ended when the run began, and books every outcome. Belongs to no consumer
 * group. Not thread-safe: one thread calls it.
 */
public final class OutcomeFollower {
    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<PredictionEvent> predictions;
    private final String inputTopic;
    private final String predictionsTopic;
    private final String deadLetterTopic;
    private final Ledger ledger;
    private final LongSupplier nanos;

    /**
     * @param consumer reads committed records only and is closed by the caller
     * @param inputTopic the topic whose images count; outcomes of others are left aside
     * @param nanos the run's ticker
     */
    public OutcomeFollower(
            Consumer<byte[], byte[]> consumer,
            Deserializer<PredictionEvent> predictions,
            String inputTopic,
            String predictionsTopic,
            String deadLetterTopic,
            Ledger ledger,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.predictions = predictions;
        this.inputTopic = inputTopic;
        this.predictionsTopic = predictionsTopic;
        this.deadLetterTopic = deadLetterTopic;
        this.ledger = ledger;
        this.nanos = nanos;
    }

    /** Goes to the present end of both topics; to be called before the first image is sent. */
    public void startAtEnd() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(predictionsTopic, deadLetterTopic)) {
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
        }
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** Waits at most that long for outcomes and books what came. */
    public void poll(Duration longest) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(longest);
        long receivedNanos = nanos.getAsLong();
        for (ConsumerRecord<byte[], byte[]> polled : records) {
            if (polled.topic().equals(deadLetterTopic)) {
                bookRejection(polled, receivedNanos);
            } else {
                bookPrediction(polled, receivedNanos);
            }
        }
    }

    /** Where both topics end now; what lies before may hold a duplicate yet. */
    public Map<TopicPartition, Long> ends() {
        return new HashMap<>(consumer.endOffsets(consumer.assignment()));
    }

    /** Whether everything before those ends has been read. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void bookPrediction(ConsumerRecord<byte[], byte[]> polled, long receivedNanos) {
        PredictionEvent event;
        try {
            event = predictions.deserialize(polled.topic(), polled.headers(), polled.value());
        } catch (SerializationException e) {
            ledger.senseless();
            return;
        }
        if (event == null || event.getBatchSize() < 1) {
            ledger.senseless();
        } else if (event.getInputTopic().equals(inputTopic)) {
            ledger.outcome(event.getInputPartition(), event.getInputOffset(), predicted(event, receivedNanos));
        }
    }

    private void bookRejection(ConsumerRecord<byte[], byte[]> polled, long receivedNanos) {
        DeadLetterHeaders letter = DeadLetterHeaders.read(polled.headers());
        if (letter == null) {
            ledger.senseless();
        } else if (letter.topic().equals(inputTopic)) {
            ledger.outcome(letter.partition(), letter.offset(), new Rejected(letter.reason(), receivedNanos));
        }
    }

    private static Predicted predicted(PredictionEvent event, long receivedNanos) {
        List<LabelProbability> topK = event.getTopK();
        StationTimings timings = event.getTimings();
        return new Predicted(
                event.getImageId(),
                topK.isEmpty() ? "" : topK.get(0).getLabel(),
                event.getModel().getName() + "/" + event.getModel().getVersion(),
                event.getDevice(),
                event.getBatchSize(),
                new Stations(
                        timings.getQueueMicros(),
                        timings.getDecodeMicros(),
                        timings.getBatchWaitMicros(),
                        timings.getInferenceMicros()),
                receivedNanos);
    }
}
