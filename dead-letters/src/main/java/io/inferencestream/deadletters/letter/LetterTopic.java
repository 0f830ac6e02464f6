package io.inferencestream.deadletters.letter;

import io.inferencestream.deadletters.cluster.RecordStretch;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic of dead letters: all of it to where its committed records end when reading begins, or single letters.
 * Commits no offset.
 *
 * <p>Not thread-safe. The consumer reads committed records, and stays the caller's to close. Methods throw
 * {@link org.apache.kafka.common.KafkaException} where the cluster does not answer.
 */
public final class LetterTopic {
    /** Letters that lie so near to each other are read in one go, with what lies between them. */
    private static final long NEAR = 100;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final RecordStretch stretch;

    /** @param patience how long the topic may give nothing although it has more */
    public LetterTopic(Consumer<byte[], byte[]> consumer, String topic, Duration patience) {
        this.consumer = consumer;
        this.topic = topic;
        this.stretch = new RecordStretch(consumer, patience);
    }

    /** Hands on every letter that is meant, those of one partition in order; reads no more than it takes for that. */
    public void read(LetterFilter filter, java.util.function.Consumer<DeadLetter> letters) {
        java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> picked = record -> {
            DeadLetter letter = DeadLetter.of(record);
            if (filter.matches(letter)) {
                letters.accept(letter);
            }
        };
        if (filter.letters().isEmpty()) {
            readAll(filter.partitions(), picked);
        } else {
            offsets(filter.letters()).forEach((partition, offsets) -> readSome(partition, offsets, picked));
        }
    }

    /** One letter; empty where none lies there, or none any more. */
    public Optional<DeadLetter> find(RecordPosition letter) {
        List<DeadLetter> found = new ArrayList<>();
        read(LetterFilter.of(Set.of(letter)), found::add);
        return found.stream().findFirst();
    }

    private void readAll(Set<Integer> wanted, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> partitions = partitions().stream()
                .filter(partition -> wanted.isEmpty() || wanted.contains(partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        readOnlyTo(consumer.endOffsets(partitions), each);
    }

    /** What lies past the ends is left out; whoever reads next says from where. */
    private void readOnlyTo(
            Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        stretch.read(ends, record -> {
            if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                each.accept(record);
            }
        });
    }

    private List<TopicPartition> partitions() {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Map<Integer, NavigableSet<Long>> offsets(Set<RecordPosition> letters) {
        Map<Integer, NavigableSet<Long>> offsets = new TreeMap<>();
        letters.stream()
                .filter(letter -> letter.topic().equals(topic))
                .forEach(letter -> offsets.computeIfAbsent(letter.partition(), partition -> new TreeSet<>())
                        .add(letter.offset()));
        return offsets;
    }

    private void readSome(
            int number, NavigableSet<Long> offsets, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        TopicPartition partition = new TopicPartition(topic, number);
        if (!partitions().contains(partition)) {
            return;
        }
        consumer.assign(Set.of(partition));
        long end = only(consumer.endOffsets(Set.of(partition)));
        long begin = only(consumer.beginningOffsets(Set.of(partition)));
        NavigableSet<Long> left = new TreeSet<>(offsets.subSet(begin, true, Math.max(begin, end), false));
        while (!left.isEmpty()) {
            long first = left.first();
            long last = lastNear(left);
            consumer.seek(partition, first);
            readOnlyTo(Map.of(partition, last + 1), each);
            left.headSet(last, true).clear();
        }
    }

    private static long lastNear(NavigableSet<Long> offsets) {
        long last = offsets.first();
        for (long offset : offsets.tailSet(last, false)) {
            if (offset - last > NEAR) {
                break;
            }
            last = offset;
        }
        return last;
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }
}
