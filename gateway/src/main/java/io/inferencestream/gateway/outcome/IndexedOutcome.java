package io.inferencestream.gateway.outcome;

import io.inferencestream.deadletters.letter.LetterDigest;
import io.inferencestream.schemas.outcome.Outcome;
import io.inferencestream.schemas.outcome.Predicted;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An outcome with what a gateway wants to know of its record beside it; light enough to be kept by the thousand.
 *
 * @param id the image's id: the gateway's where a gateway sent it, otherwise the producer's; may be empty
 * @param mark what a gateway wrote into the record's headers
 * @param key the record's key as text; empty where it has none
 * @param valueBytes size of the record's value; 0 where it has none
 * @param digest tells a dead letter from all but its doubles; empty for a prediction
 * @param bytes the memory it takes, roughly
 */
public record IndexedOutcome(
        String id, Mark mark, Outcome outcome, String key, int valueBytes, Optional<LetterDigest> digest, long bytes) {
    private static final String DEADLINE_PASSED = "DEADLINE_PASSED";

    /** Objects weigh more than their encoding; measured at 3 to 4 times for predictions of ten classes. */
    private static final int WEIGHT = 4;

    /** A detection is 30 bytes in Avro, and four objects with a text of its own in memory. */
    private static final int DETECTIONS_WEIGHT = 8;

    private static final int OVERHEAD = 600;
    private static final int CHARACTER = 2;

    /**
     * Whether this is the answer to a request that may wait until then. That another deadline had passed, an earlier one, is
     * none.
     *
     * @param deadlineMillis of the request; {@link Long#MAX_VALUE} for never too late
     */
    public boolean answers(long deadlineMillis) {
        return !isTooLate() || deadlineMillis <= mark.deadlineMillis();
    }

    /** Whether the stream came to it after its deadline. */
    public boolean isTooLate() {
        return outcome.fold(predicted -> false, rejected -> rejected.reason().equals(DEADLINE_PASSED));
    }

    /** An outcome that was read from this record. */
    static IndexedOutcome of(Outcome outcome, ConsumerRecord<byte[], byte[]> record) {
        Mark mark = Mark.of(record.headers());
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        int valueBytes = record.value() == null ? 0 : record.value().length;
        long texts = CHARACTER * (key.length() + mark.characters());
        long own = outcome.fold(
                predicted -> weight(predicted) * valueBytes,
                rejected -> (long) CHARACTER * rejected.detail().length());
        String id = mark.id().isEmpty() ? outcome.imageId().orElse("") : mark.id();
        Optional<LetterDigest> digest =
                outcome.fold(predicted -> Optional.empty(), rejected -> Optional.of(LetterDigest.of(record)));
        return new IndexedOutcome(id, mark, outcome, key, valueBytes, digest, OVERHEAD + texts + own);
    }

    private static long weight(Predicted predicted) {
        return predicted.event().getDetections() == null ? WEIGHT : DETECTIONS_WEIGHT;
    }
}
