package io.inferencestream.deadletters.letter;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.outcome.RecordPosition;
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
public final class Receipt {
    private Receipt() {}

    /** The receipt of a letter. */
    public static ProducerRecord<byte @Nullable [], byte @Nullable []> of(RecordPosition letter) {
        ProducerRecord<byte @Nullable [], byte @Nullable []> receipt =
                new ProducerRecord<>(letter.topic(), letter.partition(), null, null);
        receipt.headers().add(HeaderNames.RESENT, text(letter));
        return receipt;
    }

    /** The letter that a receipt is for; empty where the headers are no receipt's. */
    public static Optional<RecordPosition> letter(Headers headers) {
        Header header = headers.lastHeader(HeaderNames.RESENT);
        return header == null
                ? Optional.empty()
                : RecordPosition.parse(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** A letter's name as a header's value. */
    public static byte[] text(RecordPosition letter) {
        return letter.toString().getBytes(StandardCharsets.UTF_8);
    }
}
