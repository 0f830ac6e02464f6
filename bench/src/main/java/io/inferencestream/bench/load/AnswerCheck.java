package io.inferencestream.bench.load;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.outcome.Predicted;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Checks a sample of answers: whether their first class is the one that the model itself gives for that image, and how
 * many images the model saw at once. Not thread-safe.
 */
public final class AnswerCheck {
    private final OutcomeReader reader;
    private final @Nullable List<Integer> expected;
    private final int every;
    private final List<String> wrong = new ArrayList<>();
    private int checked;
    private double batchesPerImage;

    /**
     * A check.
     *
     * @param expected first class of each image of the album; null where answers are not the model's
     * @param every one of how many images is checked; at least 1
     */
    public AnswerCheck(String registry, @Nullable List<Integer> expected, int every) {
        this.reader = OutcomeReader.ofPredictions(SchemaRegistryClient.of(Map.of("schema.registry.url", registry)));
        this.expected = expected == null ? null : List.copyOf(expected);
        this.every = every;
    }

    void check(int number, ConsumerRecord<byte[], byte[]> record) {
        if (number % every != 0) {
            return;
        }
        if (reader.read(record) instanceof Predicted predicted) {
            check(number, predicted.event());
        } else {
            throw new IllegalStateException("no prediction of image " + number + ": " + reader.read(record));
        }
    }

    private void check(int number, PredictionEvent event) {
        checked++;
        batchesPerImage += 1.0 / event.getBatchSize();
        if (expected != null) {
            int wanted = expected.get(number % expected.size());
            String answered = event.getTopK().stream()
                    .limit(1)
                    .map(its -> Integer.toString(its.getClassIndex()))
                    .findFirst()
                    .orElse("an answer of the task " + event.getTask());
            if (!answered.equals(Integer.toString(wanted))) {
                wrong.add("image " + number + " is " + wanted + ", not " + answered);
            }
        }
    }

    /** Answers checked. */
    public int checked() {
        return checked;
    }

    /** Mean size of the batches in which the images checked were predicted; 0 before the first. */
    public double meanBatch() {
        return checked == 0 ? 0 : checked / batchesPerImage;
    }

    /** Forgets the batches so far. */
    public void forgetBatches() {
        checked = 0;
        batchesPerImage = 0;
    }

    void requireRight() {
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(wrong.size() + " wrong answers, such as " + wrong.get(0));
        }
    }
}
