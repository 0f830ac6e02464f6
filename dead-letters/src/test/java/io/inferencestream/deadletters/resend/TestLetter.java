package io.inferencestream.deadletters.resend;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A dead letter as the stream writes it.
 *
 * @param origin the topic that its record was read from
 * @param number its offset there
 */
record TestLetter(String origin, long number, byte[] value) {
    static TestLetter of(String origin, long number) {
        return new TestLetter(origin, number, ("value-" + number).getBytes(StandardCharsets.UTF_8));
    }

    private Headers headers() {
        Headers headers = new RecordHeaders();
        HeaderText.set(headers, HeaderNames.ERROR_TOPIC, origin);
        HeaderText.set(headers, HeaderNames.ERROR_PARTITION, "0");
        HeaderText.set(headers, HeaderNames.ERROR_OFFSET, Long.toString(number));
        HeaderText.set(headers, HeaderNames.REJECTION_REASON, "MODEL_FAILED");
        return headers;
    }

    ProducerRecord<byte[], byte[]> produced(String topic, long timestampMillis) {
        return new ProducerRecord<>(topic, 0, timestampMillis, null, value, headers());
    }

    ConsumerRecord<byte[], byte[]> consumed(long timestampMillis) {
        return new ConsumerRecord<>(
                "dead",
                0,
                0L,
                timestampMillis,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                headers(),
                Optional.empty());
    }
}
