package io.inferencestream.deadletters.letter;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic of dead letters, once from its beginning to where its committed records end when reading begins. Commits
 * no offset. Not thread-safe; the consumer reads committed records, and stays the caller's to close.
 */
public final class LetterTopic {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LONGEST_SILENCE = 150;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    public LetterTopic(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * Reads all of it.
     *
     * @param letters gets every letter, those of one partition in order
     * @param receipts gets the letter of every receipt
     */
    public void read(Consumer<StoredLetter> letters, Consumer<RecordPosition> receipts) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        readToEnd(consumer.endOffsets(partitions), record -> sort(record, letters, receipts));
    }

    private static void sort(
            ConsumerRecord<byte[], byte[]> record, Consumer<StoredLetter> letters, Consumer<RecordPosition> receipts) {
        Receipt.letter(record.headers()).ifPresentOrElse(receipts, () -> letters.accept(StoredLetter.of(record)));
    }

    /**
     * Reads some of the letters of one partition, in order; those that retention has taken are left out.
     *
     * @param offsets at least one
     */
    public void read(int partition, SortedSet<Long> offsets, Consumer<StoredLetter> letters) {
        TopicPartition where = new TopicPartition(topic, partition);
        consumer.assign(Set.of(where));
        long end = Math.min(offsets.last() + 1, only(consumer.endOffsets(Set.of(where))));
        long begin = Math.max(offsets.first(), only(consumer.beginningOffsets(Set.of(where))));
        if (begin >= end) {
            return;
        }
        consumer.seek(where, begin);
        readToEnd(Map.of(where, end), record -> {
            if (offsets.contains(record.offset())) {
                sort(record, letters, receipt -> {});
            }
        });
    }

    /** Reads one letter; empty where there is none. */
    public Optional<StoredLetter> read(RecordPosition letter) {
        List<StoredLetter> found = new ArrayList<>();
        read(letter.partition(), new TreeSet<>(Set.of(letter.offset())), found::add);
        return found.stream().findFirst();
    }

    private void readToEnd(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        int silence = 0;
        while (!isAtEnd(ends)) {
            var records = consumer.poll(POLL);
            silence = records.isEmpty() ? silence + 1 : 0;
            if (silence > LONGEST_SILENCE) {
                throw new KafkaException(
                        "topic " + topic + " gives no records although it has more: " + remaining(ends.keySet()));
            }
            records.forEach(record -> {
                if (record.offset() < end(ends, record)) {
                    each.accept(record);
                }
            });
        }
    }

    private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }

    private boolean isAtEnd(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private String remaining(Collection<TopicPartition> partitions) {
        StringBuilder text = new StringBuilder();
        partitions.forEach(partition -> text.append(partition)
                .append(" at ")
                .append(consumer.position(partition))
                .append(' '));
        return text.toString().strip();
    }
}
