package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.letter.LetterTopic;
import io.inferencestream.deadletters.letter.Receipt;
import io.inferencestream.deadletters.letter.StoredLetter;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters to the stream's input again: key, value and headers as they were, and one header more that says
 * which letter it was. Each letter is sent once, however often and by however many this is done, and whatever is killed.
 *
 * <p>Not thread-safe. Blocks. Neither consumer nor producer is closed.
 */
/*
 * Why once: a letter and its receipt, which lies on the letter's own topic, go out in one transaction, so that one is
 * never there without the other. All resending of one stream shares one transactional id. initTransactions() settles what
 * a run before has left open and fences it off, and only after that are the receipts read; so two runs never both find a
 * letter without a receipt and both send it: the earlier one's commit fails.
 *
 * The stream reads committed records under both guarantees, so it never sees what a killed run had sent and not committed.
 */
public final class Resender {
    private static final int LETTERS_AT_ONCE = 200;
    private static final long BYTES_AT_ONCE = 16 << 20;

    private final LetterTopic topic;
    private final Producer<byte @Nullable [], byte @Nullable []> producer;
    private final ResendRules rules;
    private final Consumer<Verdict> told;

    /**
     * @param topic the dead letters
     * @param producer transactional, with the one transactional id of this stream's resending
     * @param rules what may be sent, and how
     * @param told every letter that was asked for with what was done, once that is committed
     */
    public Resender(
            LetterTopic topic,
            Producer<byte @Nullable [], byte @Nullable []> producer,
            ResendRules rules,
            Consumer<Verdict> told) {
        this.topic = topic;
        this.producer = producer;
        this.rules = rules;
        this.told = told;
    }

    /** What would be done; changes nothing. */
    public static List<Verdict> plan(LetterTopic topic, LetterFilter filter, ResendRules rules) {
        return LetterIndex.of(topic, filter, rules).verdicts();
    }

    /**
     * Sends what is to be sent.
     *
     * @throws org.apache.kafka.common.errors.ProducerFencedException if another run has begun meanwhile: it goes on from
     *     what this one has committed
     * @throws KafkaException if the cluster refuses: what was told is sent, the rest is not
     */
    public void resend(LetterFilter filter) {
        producer.initTransactions();
        List<Verdict> batch = new ArrayList<>();
        long bytes = 0;
        for (Verdict verdict : plan(topic, filter, rules)) {
            if (verdict.kind() != Verdict.Kind.SEND) {
                told.accept(verdict);
                continue;
            }
            if (batch.size() >= LETTERS_AT_ONCE || bytes + verdict.bytes() > BYTES_AT_ONCE) {
                send(batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(verdict);
            bytes += verdict.bytes();
        }
        send(batch);
    }

    private void send(List<Verdict> batch) {
        Map<Integer, SortedSet<Long>> wanted = new TreeMap<>();
        for (Verdict verdict : batch) {
            wanted.computeIfAbsent(verdict.letter().partition(), partition -> new TreeSet<>())
                    .add(verdict.letter().offset());
        }
        Map<RecordPosition, StoredLetter> letters = new HashMap<>();
        wanted.forEach(
                (partition, offsets) -> topic.read(partition, offsets, letter -> letters.put(letter.id(), letter)));
        List<Verdict> there = new ArrayList<>();
        for (Verdict verdict : batch) {
            if (letters.containsKey(verdict.letter())) {
                there.add(verdict);
            } else {
                told.accept(verdict.instead(Verdict.Kind.IMPOSSIBLE, "retention has taken it meanwhile"));
            }
        }
        sendOrDivide(there, letters);
    }

    /** A letter that the input topic does not take must not keep the others: they are tried without it. */
    private void sendOrDivide(List<Verdict> batch, Map<RecordPosition, StoredLetter> letters) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            sendAtOnce(batch, letters);
            batch.forEach(told);
        } catch (RecordTooLargeException e) {
            if (batch.size() == 1) {
                told.accept(batch.get(0)
                        .instead(Verdict.Kind.IMPOSSIBLE, "too large for the input topic: " + e.getMessage()));
                return;
            }
            int middle = batch.size() / 2;
            sendOrDivide(batch.subList(0, middle), letters);
            sendOrDivide(batch.subList(middle, batch.size()), letters);
        }
    }

    private void sendAtOnce(List<Verdict> batch, Map<RecordPosition, StoredLetter> letters) {
        producer.beginTransaction();
        try {
            int inputPartitions = producer.partitionsFor(rules.inputTopic()).size();
            List<Future<?>> sends = new ArrayList<>();
            for (Verdict verdict : batch) {
                StoredLetter letter = Objects.requireNonNull(letters.get(verdict.letter()));
                sends.add(producer.send(record(letter, inputPartitions)));
                sends.add(producer.send(Receipt.of(letter.id())));
            }
            producer.flush();
            for (Future<?> send : sends) {
                send.get();
            }
            producer.commitTransaction();
        } catch (ExecutionException e) {
            abort();
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            abort();
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted; what was told is sent, the rest is not", e);
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // Fenced off: whoever did that has aborted it.
        }
    }

    /** To the partition that it came from, so that it keeps its place among the records of its key. */
    private ProducerRecord<byte @Nullable [], byte @Nullable []> record(StoredLetter letter, int inputPartitions) {
        RecordPosition origin = letter.origin().orElseThrow();
        Headers headers = new RecordHeaders(letter.recordHeaders());
        headers.remove(HeaderNames.RESENT_FROM);
        headers.add(HeaderNames.RESENT_FROM, Receipt.text(letter.id()));
        Integer partition = origin.partition() < inputPartitions ? origin.partition() : null;
        Long timestamp = rules.stampsNow() ? null : (Long) letter.timestampMillis();
        return new ProducerRecord<>(rules.inputTopic(), partition, timestamp, letter.key(), letter.value(), headers);
    }
}
