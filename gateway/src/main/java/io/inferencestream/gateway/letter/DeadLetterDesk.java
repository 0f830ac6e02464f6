package io.inferencestream.gateway.letter;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Reads single dead letters, and sends them again: the record with its key, value and headers as they are, to the
 * partition it came from, and one header more that says which dead letter it was.
 *
 * <p>A dead letter is sent again at most once, whichever gateways are asked how often: the record and the note that it was
 * sent are one transaction, under a transactional id of the dead letter's own. The note is the committed offset of a group
 * named after the dead letter, which Kafka keeps for {@code offsets.retention.minutes}.
 *
 * <p>Thread-safe. Blocks the calling thread for some seconds at most.
 */
public final class DeadLetterDesk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String PREFIX = "sent-again.";

    private final String deadLetters;
    private final String images;
    private final Function<Map<String, String>, Consumer<byte[], byte[]>> consumers;
    private final Function<Map<String, String>, Producer<byte[], byte[]>> producers;
    private final Admin admin;

    /** What came of sending a dead letter again. */
    public enum Sending {
        /** It is on its way. */
        SENT,
        /** It had been sent again before. */
        ALREADY_SENT,
        /** There is no such dead letter. */
        MISSING,
        /** Its value was left out when it was written: there is nothing to send. */
        WITHOUT_VALUE
    }

    /**
     * @param consumers makes a consumer with properties over the usual ones
     * @param producers makes a producer likewise
     * @param admin closed by the desk
     */
    public DeadLetterDesk(
            String deadLetters,
            String images,
            Function<Map<String, String>, Consumer<byte[], byte[]>> consumers,
            Function<Map<String, String>, Producer<byte[], byte[]>> producers,
            Admin admin) {
        this.deadLetters = deadLetters;
        this.images = images;
        this.consumers = consumers;
        this.producers = producers;
        this.admin = admin;
    }

    /**
     * The dead letter at a place.
     *
     * @throws KafkaException if the broker does not answer
     */
    public Optional<ConsumerRecord<byte[], byte[]>> read(int partition, long offset) {
        TopicPartition place = new TopicPartition(deadLetters, partition);
        try (Consumer<byte[], byte[]> consumer = consumers.apply(Map.of())) {
            boolean isThere =
                    consumer.partitionsFor(deadLetters).stream().anyMatch(info -> info.partition() == partition);
            if (!isThere || offset < 0) {
                return Optional.empty();
            }
            consumer.assign(List.of(place));
            if (offset >= consumer.endOffsets(List.of(place)).getOrDefault(place, 0L)) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
            return Optional.empty();
        }
    }

    /**
     * Sends a dead letter again, unless it has been.
     *
     * @throws KafkaException if it is not known whether it was sent: asking again is safe
     */
    public synchronized Sending sendAgain(int partition, long offset) throws InterruptedException {
        // One at a time here; between gateways Kafka fences the earlier one.
        Optional<ConsumerRecord<byte[], byte[]>> letter = read(partition, offset);
        if (letter.isEmpty()) {
            return Sending.MISSING;
        }
        if (letter.get().headers().lastHeader(HeaderNames.VALUE_LEFT_OUT) != null) {
            return Sending.WITHOUT_VALUE;
        }
        return send(letter.get(), new RecordPosition(deadLetters, partition, offset));
    }

    private Sending send(ConsumerRecord<byte[], byte[]> letter, RecordPosition position) throws InterruptedException {
        String name = PREFIX + position;
        try (Producer<byte[], byte[]> producer = producers.apply(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name));
                Consumer<byte[], byte[]> group = consumers.apply(Map.of(ConsumerConfig.GROUP_ID_CONFIG, name))) {
            producer.initTransactions();
            if (isNoted(name)) {
                return Sending.ALREADY_SENT;
            }
            producer.beginTransaction();
            producer.send(again(letter, position, producer.partitionsFor(images).size()));
            TopicPartition place = new TopicPartition(position.topic(), position.partition());
            producer.sendOffsetsToTransaction(
                    Map.of(place, new OffsetAndMetadata(position.offset() + 1)), group.groupMetadata());
            producer.commitTransaction();
            return Sending.SENT;
        }
    }

    private boolean isNoted(String group) throws InterruptedException {
        try {
            return !admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec()),
                            new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("it is not known whether the dead letter was sent again", e);
        }
    }

    private ProducerRecord<byte[], byte[]> again(
            ConsumerRecord<byte[], byte[]> letter, RecordPosition position, int partitions) {
        Headers headers = new RecordHeaders(letter.headers());
        HeaderText.set(headers, HeaderNames.RESENT_FROM, position.toString());
        String origin = HeaderText.of(headers, HeaderNames.ERROR_PARTITION);
        Integer partition =
                origin.matches("\\d{1,9}") && Integer.parseInt(origin) < partitions ? Integer.valueOf(origin) : null;
        return new ProducerRecord<>(images, partition, null, letter.key(), letter.value(), headers);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
