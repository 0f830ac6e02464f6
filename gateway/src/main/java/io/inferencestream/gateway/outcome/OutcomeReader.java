package io.inferencestream.gateway.outcome;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes outcomes of records. Thread-safe. */
public final class OutcomeReader {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeReader.class);
    /** Objects weigh more than their encoding; measured at 3 to 4 times for predictions of ten classes. */
    private static final int WEIGHT = 4;

    private static final int OVERHEAD = 600;

    private final String deadLetters;
    private final RecordReader<PredictionEvent> predictions;
    private final RecordReader<ImageEvent> images;

    /** @param deadLetters the topic whose records are rejections */
    public OutcomeReader(SchemaRegistryClient registry, String deadLetters) {
        this.deadLetters = deadLetters;
        this.predictions = RecordReader.of(registry, PredictionEvent.class);
        this.images = RecordReader.of(registry, ImageEvent.class);
    }

    /**
     * The outcome in a record; empty where it makes no sense, which is logged.
     *
     * @throws RegistryUnavailableException if the schema of a prediction cannot be had now
     */
    Optional<Outcome> read(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(deadLetters) ? Optional.of(rejected(record)) : predicted(record);
    }

    private Optional<Outcome> predicted(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            PredictionEvent event = predictions.read(record.value());
            Mark mark = Mark.of(record.headers());
            return Optional.of(new Predicted(
                    mark.id().isEmpty() ? event.getImageId() : mark.id(),
                    mark,
                    position(record),
                    event.getPredictedAt().toEpochMilli(),
                    OVERHEAD + (long) WEIGHT * record.value().length,
                    event));
        } catch (UnreadableRecordException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("A prediction cannot be read and is left out");
            return Optional.empty();
        }
    }

    private Rejected rejected(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        Mark mark = Mark.of(headers);
        String detail = HeaderText.of(headers, HeaderNames.REJECTION_DETAIL);
        return new Rejected(
                mark.id().isEmpty() ? imageId(record.value()) : mark.id(),
                mark,
                position(record),
                record.timestamp(),
                OVERHEAD + 2L * detail.length(),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                HeaderText.of(headers, HeaderNames.REJECTION_REASON),
                detail,
                new Position(
                        HeaderText.of(headers, HeaderNames.ERROR_TOPIC),
                        (int) number(HeaderText.of(headers, HeaderNames.ERROR_PARTITION)),
                        number(HeaderText.of(headers, HeaderNames.ERROR_OFFSET))),
                HeaderText.of(headers, HeaderNames.REJECTION_INSTANCE),
                record.value() == null ? 0 : record.value().length);
    }

    private String imageId(byte[] value) {
        if (value == null) {
            return "";
        }
        try {
            return images.read(value).getId();
        } catch (UnreadableRecordException | RegistryUnavailableException e) {
            LOG.debug("A dead letter's own id cannot be read", e);
            return "";
        }
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static Position position(ConsumerRecord<byte[], byte[]> record) {
        return new Position(record.topic(), record.partition(), record.offset());
    }
}
