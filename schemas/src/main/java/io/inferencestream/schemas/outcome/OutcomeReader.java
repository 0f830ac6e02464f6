package io.inferencestream.schemas.outcome;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.AvroDeserializer;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the records of a stream's two output topics, each for what it is. What is read by committed records only is read
 * right: an aborted outcome is none.
 *
 * <p>Thread-safe, as far as the deserializer is, which ours are. Blocks while the registry is asked for a schema that it has
 * not been asked for yet.
 */
public final class OutcomeReader {
    private static final String NO_TOPIC = "";

    private final Deserializer<PredictionEvent> predictions;
    private final String deadLetters;

    /**
     * @param predictions reads the values of predictions
     * @param deadLetters the topic whose records are dead letters; those of any other are predictions
     */
    public OutcomeReader(Deserializer<PredictionEvent> predictions, String deadLetters) {
        this.predictions = predictions;
        this.deadLetters = deadLetters;
    }

    /** Reads predictions with the schemas that a registry knows. */
    public static OutcomeReader of(SchemaRegistryClient registry, String deadLetters) {
        return new OutcomeReader(AvroDeserializer.of(registry, PredictionEvent.class), deadLetters);
    }

    /** Reads topics of predictions alone, with the schemas that a registry knows. */
    public static OutcomeReader ofPredictions(SchemaRegistryClient registry) {
        return of(registry, NO_TOPIC);
    }

    /**
     * What a record is.
     *
     * @throws io.inferencestream.schemas.registry.RegistryUnavailableException if the schema of a prediction cannot be had
     *     now: the same record can be read later
     */
    public OutputRecord read(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(deadLetters) ? DeadLetterReader.read(record) : prediction(record);
    }

    private OutputRecord prediction(ConsumerRecord<byte[], byte[]> record) {
        RecordPosition position = RecordPosition.of(record);
        if (record.value() == null) {
            return new Unreadable(position, "a prediction without a value");
        }
        PredictionEvent event;
        try {
            event = predictions.deserialize(record.topic(), record.headers(), record.value());
        } catch (SerializationException e) {
            return new Unreadable(position, String.valueOf(e.getMessage()));
        }
        return predicted(position, event, record.headers());
    }

    private static OutputRecord predicted(RecordPosition position, PredictionEvent event, Headers headers) {
        try {
            return new Predicted(position, DeadLetterReader.resentFrom(headers), event);
        } catch (IllegalArgumentException e) {
            return new Unreadable(position, String.valueOf(e.getMessage()));
        }
    }
}
