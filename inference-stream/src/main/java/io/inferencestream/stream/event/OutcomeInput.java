package io.inferencestream.stream.event;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.kit.output.Refusals;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads from an outcome which record it belongs to: from a dead letter's headers, from a prediction's value. */
public final class OutcomeInput implements Refusals.InputOfOutcome {
    private final RecordReader<PredictionEvent> predictions;

    public OutcomeInput(RecordReader<PredictionEvent> predictions) {
        this.predictions = predictions;
    }

    @Override
    public Optional<RecordPosition> of(ProducerRecord<byte[], byte[]> outcome) {
        Optional<String> topic = HeaderText.find(outcome.headers(), HeaderNames.ERROR_TOPIC);
        if (topic.isPresent()) {
            return RecordPosition.parse(topic.get() + "-"
                    + HeaderText.of(outcome.headers(), HeaderNames.ERROR_PARTITION) + "@"
                    + HeaderText.of(outcome.headers(), HeaderNames.ERROR_OFFSET));
        }
        byte[] value = outcome.value();
        return value == null ? Optional.empty() : ofPrediction(value);
    }

    private Optional<RecordPosition> ofPrediction(byte[] value) {
        try {
            PredictionEvent prediction = predictions.read(value);
            return Optional.of(new RecordPosition(
                    prediction.getInputTopic(), prediction.getInputPartition(), prediction.getInputOffset()));
        } catch (UnreadableRecordException | RegistryUnavailableException e) {
            return Optional.empty();
        }
    }
}
