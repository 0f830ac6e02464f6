package io.inferencestream.kit.properties;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A key of Kafka's that the stream does not pass through, because it would break what the stream promises or because
 * the stream has a key of its own for it. It is refused under every client's prefix too.
 *
 * @param name Kafka's name without prefix; with a star at its end, every name that begins so
 * @param values which values are refused, in words; empty for all
 * @param isRefused which values are refused
 * @param reason what would go wrong, half a sentence
 * @param remedy what to do instead, one sentence
 */
public record RefusedKafkaKey(String name, String values, Predicate<String> isRefused, String reason, String remedy) {
    private static final String OUR_BYTES =
            "bytes are decoded by the stream itself, so that a bad one is a dead letter";
    private static final String OUR_OUTCOMES = "every record leads to one outcome, and this would drop some unseen";
    private static final String KEEP_OUT = "Leave it out; what cannot be read or predicted goes to output.deadLetters.";
    private static final String BYTES_ONLY = "Leave it out; input.format says what the values are.";
    private static final String COMMITS = "Kafka Streams commits, after the stream has finished what is pending";
    private static final String INTERNAL = "it is internal to Kafka and may undo the commit barrier";

    public static final List<RefusedKafkaKey> ALL = List.of(
            always("application.id", "the stream has its own key for it", "Use application."),
            always("group.id", "it is the application's name", "Use application."),
            always("processing.guarantee", "the stream has its own key for it", "Use delivery."),
            always("num.stream.threads", "the stream has its own key for it", "Use threads.stream."),
            always("deserialization.exception.handler", OUR_OUTCOMES, KEEP_OUT),
            always("default.deserialization.exception.handler", OUR_OUTCOMES, KEEP_OUT),
            always("production.exception.handler", OUR_OUTCOMES, KEEP_OUT),
            always("default.production.exception.handler", OUR_OUTCOMES, KEEP_OUT),
            always("processing.exception.handler", OUR_OUTCOMES, KEEP_OUT),
            always(
                    "errors.dead.letter.queue.topic.name",
                    "Kafka's dead letters bypass the stream's own",
                    "Use output.deadLetters."),
            always(
                    "default.timestamp.extractor",
                    "a record without a usable timestamp would be dropped or fail the stream",
                    "Leave it out; outcomes carry the record's own timestamp."),
            always("default.key.serde", OUR_BYTES, BYTES_ONLY),
            always("default.value.serde", OUR_BYTES, BYTES_ONLY),
            always("key.deserializer", OUR_BYTES, BYTES_ONLY),
            always("value.deserializer", OUR_BYTES, BYTES_ONLY),
            always("key.serializer", OUR_BYTES, BYTES_ONLY),
            always("value.serializer", OUR_BYTES, BYTES_ONLY),
            always(
                    "default.client.supplier",
                    "other clients may commit, send or retry in another way",
                    "Leave it out; configure the clients by their own keys."),
            always(
                    "processor.wrapper.class",
                    "it would stand between Kafka Streams and the commit barrier",
                    "Leave it out; observe the stream by its metrics."),
            always("enable.auto.commit", COMMITS, "Leave it out; commit.interval.ms says how often."),
            always(
                    "isolation.level",
                    "what a producer took back is no image: committed records are read",
                    "Leave it out."),
            always("transactional.id", "Kafka Streams names its transactions", "Use application."),
            always(
                    "transaction.two.phase.commit.enable",
                    "transactions would stay open after a crash",
                    "Leave it out; transaction.timeout.ms says how long they may."),
            always(
                    "enable.idempotence",
                    "a retried send could be written twice or out of order",
                    "Leave it out; it is on."),
            when(
                    "acks",
                    "other than all",
                    not(Set.of("all", "-1")::contains),
                    "a prediction could be lost with its broker",
                    "Leave it out, or write all."),
            when(
                    "retries",
                    "0",
                    "0"::equals,
                    "the producer is idempotent, and that takes retries",
                    "Leave it out; delivery.timeout.ms bounds them."),
            when(
                    "max.in.flight.requests.per.connection",
                    "over 5",
                    value -> value.matches("\\d+") && !value.matches("0*[0-5]"),
                    "a retried send could be written out of order",
                    "Leave it out, or write a number from 1 to 5."),
            always("internal.*", INTERNAL, "Leave it out."),
            always("__*", INTERNAL, "Leave it out."));

    private static RefusedKafkaKey always(String name, String reason, String remedy) {
        return new RefusedKafkaKey(name, "", value -> true, reason, remedy);
    }

    private static RefusedKafkaKey when(
            String name, String values, Predicate<String> isRefused, String reason, String remedy) {
        return new RefusedKafkaKey(name, values, isRefused, reason, remedy);
    }

    /** The refusal of a key with this value, its prefix included. */
    static Optional<RefusedKafkaKey> of(String key, String value) {
        String bare = KafkaNames.bare(key);
        return ALL.stream()
                .filter(refused -> refused.names(bare) && refused.isRefused().test(value.strip()))
                .findFirst();
    }

    private boolean names(String bare) {
        return name.endsWith("*") ? bare.startsWith(name.substring(0, name.length() - 1)) : bare.equals(name);
    }
}
