package io.inferencestream.kit.output;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the input records whose outcome a topic has refused. A refusal costs the stream thread: nothing of what it has
 * not committed counts. It comes to the same record again, and then knows better than to try the same once more.
 *
 * <p>Thread-safe.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** More would be a topic that refuses everything. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Map<String, OutputTopic> topics;
    private final InputOfOutcome inputs;
    private final Map<Refused, String> refused = new LinkedHashMap<>();
    private final Map<Throwable, RecordPosition> causes = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile boolean isEmpty = true;

    private record Refused(RecordPosition input, String topic) {}

    /** Tells of an outcome, as it was to be written, which input record it belongs to. */
    public interface InputOfOutcome {
        Optional<RecordPosition> of(ProducerRecord<byte[], byte[]> outcome);
    }

    /** What is to be done about a record that could not be written. */
    enum Verdict {
        /** The broker was not up to it: again, from what was committed. */
        RETRY,
        /** Another record of its batch is to blame, and is judged next. */
        LOOK_FURTHER,
        /** Its outcome is refused: nothing may be committed past it. */
        FAIL
    }

    public Refusals(List<OutputTopic> topics, InputOfOutcome inputs) {
        Map<String, OutputTopic> byName = new LinkedHashMap<>();
        topics.forEach(topic -> byName.put(topic.name(), topic));
        this.topics = Map.copyOf(byName);
        this.inputs = inputs;
    }

    /** A record could not be written. Called on any thread. */
    Verdict judge(ProducerRecord<byte[], byte[]> outcome, Exception failure) {
        if (failure instanceof RetriableException) {
            return Verdict.RETRY;
        }
        if (isOfAnotherInItsBatch(failure)) {
            return Verdict.LOOK_FURTHER;
        }
        Optional<RecordPosition> input = inputs.of(outcome);
        LOG.atError()
                .addKeyValue("recordId", input.map(RecordPosition::toString).orElse("unknown"))
                .addKeyValue("topic", outcome.topic())
                .log("The outcome of a record cannot be written: {}", failure.toString());
        input.ifPresent(position -> causes.put(failure, position));
        if (!isOfItsTimestamp(outcome, failure)
                && (failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException)) {
            input.ifPresent(position -> remember(new Refused(position, outcome.topic()), failure));
        }
        return Verdict.FAIL;
    }

    /** Of a record in a batch, Kafka's producer does not say what is invalid: its timestamp is made the present first. */
    private boolean isOfItsTimestamp(ProducerRecord<byte[], byte[]> outcome, Exception failure) {
        OutputTopic topic = topics.get(outcome.topic());
        Long timestamp = outcome.timestamp();
        return topic != null
                && timestamp != null
                && (failure instanceof InvalidTimestampException || failure instanceof InvalidRecordException)
                && topic.refusedTimestamp(timestamp);
    }

    /** The broker refuses a batch because of some of its records; of the others Kafka's producer says just this. */
    private static boolean isOfAnotherInItsBatch(Exception failure) {
        return failure.getClass() == KafkaException.class
                && String.valueOf(failure.getMessage()).contains("part of a batch");
    }

    private synchronized void remember(Refused key, Exception failure) {
        if (refused.size() >= MAX_REMEMBERED) {
            refused.remove(refused.keySet().iterator().next());
        }
        refused.put(key, "topic " + key.topic() + " refuses it: " + failure.getMessage());
        isEmpty = false;
    }

    /** Why this topic has refused the outcome of this input record before; empty where it has not. */
    public Optional<String> of(RecordPosition input, OutputTopic topic) {
        if (isEmpty) {
            return Optional.empty();
        }
        synchronized (this) {
            return Optional.ofNullable(refused.get(new Refused(input, topic.name())));
        }
    }

    /** Whether nothing was ever refused, so that nobody needs to ask. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** The input record whose outcome was refused with this exception, or with a cause of it. */
    public Optional<RecordPosition> behind(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            RecordPosition position = causes.get(cause);
            if (position != null) {
                return Optional.of(position);
            }
        }
        return Optional.empty();
    }
}
