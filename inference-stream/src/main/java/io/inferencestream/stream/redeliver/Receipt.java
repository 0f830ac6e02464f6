package io.inferencestream.stream.redeliver;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.schemas.header.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The note that a dead letter was sent again: a record without key and value on the letter's own partition, written in the
 * same transaction as what was sent. It lies behind its letter, so that retention takes it no sooner.
 */
final class Receipt {
    /** On a receipt: the letter that was sent again, {@code TOPIC-PARTITION@OFFSET}. */
    static final String RESENT = HeaderNames.RESENT;

    /** On a record that was sent again: the dead letter that it was, {@code TOPIC-PARTITION@OFFSET}. */
    static final String FROM = HeaderNames.RESENT_FROM;

    private Receipt() {}

    static ProducerRecord<byte @Nullable [], byte @Nullable []> of(RecordId letter) {
        ProducerRecord<byte @Nullable [], byte @Nullable []> receipt =
                new ProducerRecord<>(letter.topic(), letter.partition(), null, null);
        receipt.headers().add(RESENT, text(letter));
        return receipt;
    }

    /** The letter that a receipt is for; empty where the headers are no receipt's. */
    static Optional<RecordId> letter(Headers headers) {
        Header header = headers.lastHeader(RESENT);
        return header == null
                ? Optional.empty()
                : Optional.of(RecordId.parse(new String(header.value(), StandardCharsets.UTF_8)));
    }

    static byte[] text(RecordId letter) {
        return letter.toString().getBytes(StandardCharsets.UTF_8);
    }
}
