package io.inferencestream.deadletters.ledger;

import io.inferencestream.deadletters.letter.LetterDigest;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The note that a dead letter was resent: a record of the ledger under the letter's digest, written in the same transaction
 * as what was resent. Its timestamp says when.
 *
 * @param letter where the letter lay
 * @param end where the letter's partition ended then: once it begins there, the letter and its earlier doubles are gone
 * @param by who resent it, for people
 * @param run which run of a door did; tells a door its own receipts
 */
public record Receipt(LetterDigest digest, RecordPosition letter, long end, Instant at, String by, String run) {
    private static final byte[] NO_VALUE = new byte[0];

    /** The receipt in a record of the ledger; empty where it is none, or strikes one. */
    static Optional<Receipt> of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        Optional<RecordPosition> letter = RecordPosition.parse(HeaderText.of(headers, HeaderNames.RESENT));
        return digest(record)
                .filter(digest -> record.value() != null && letter.isPresent())
                .map(digest -> new Receipt(
                        digest,
                        letter.orElseThrow(),
                        number(HeaderText.of(headers, HeaderNames.RESENT_END)),
                        Instant.ofEpochMilli(record.timestamp()),
                        HeaderText.of(headers, HeaderNames.RESENT_BY),
                        HeaderText.of(headers, HeaderNames.RESENT_RUN)));
    }

    /** The digest that a record of the ledger is about; empty where its key is none. */
    static Optional<LetterDigest> digest(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null
                ? Optional.empty()
                : LetterDigest.parse(new String(record.key(), StandardCharsets.UTF_8));
    }

    /** An end that cannot be read is never reached, so that the receipt stays. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    /** As a record of the ledger. */
    public ProducerRecord<byte @Nullable [], byte @Nullable []> record(String ledger) {
        ProducerRecord<byte @Nullable [], byte @Nullable []> record =
                new ProducerRecord<>(ledger, 0, at.toEpochMilli(), key(digest), NO_VALUE);
        HeaderText.set(record.headers(), HeaderNames.RESENT, letter.toString());
        HeaderText.set(record.headers(), HeaderNames.RESENT_END, Long.toString(end));
        HeaderText.set(record.headers(), HeaderNames.RESENT_BY, by);
        HeaderText.set(record.headers(), HeaderNames.RESENT_RUN, run);
        return record;
    }

    /** The record of the ledger that strikes a receipt. */
    public static ProducerRecord<byte @Nullable [], byte @Nullable []> strike(String ledger, LetterDigest digest) {
        return new ProducerRecord<>(ledger, 0, key(digest), null);
    }

    private static byte[] key(LetterDigest digest) {
        return digest.toString().getBytes(StandardCharsets.UTF_8);
    }
}
