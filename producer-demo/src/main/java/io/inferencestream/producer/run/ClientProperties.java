package io.inferencestream.producer.run;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Properties of the three Kafka clients: our defaults, with what the user says laid over them. */
final class ClientProperties {
    /** Framing of a record on the wire, generously. */
    private static final int FRAMING = 4096;

    private static final int MAX_BATCH_BYTES = 128 << 10;
    private static final int LEAST_REQUEST_BYTES = 1 << 20;
    private static final long LEAST_BUFFER_BYTES = 32L << 20;

    private final Map<String, String> given;

    ClientProperties(Map<String, String> given) {
        this.given = given;
    }

    /** For looking at topics; gives up after six seconds. */
    Map<String, Object> admin() {
        return over(Map.of("default.api.timeout.ms", "6000", "request.timeout.ms", "3000"));
    }

    /**
     * For sending: idempotent, acknowledged by all replicas, uncompressed since images are compressed already, and
     * patient enough to sit out a broker's restart.
     *
     * @param maxMessageBytes largest record batch that the topic takes
     */
    Map<String, Object> producer(int maxMessageBytes) {
        Map<String, String> defaults = new HashMap<>();
        defaults.put("acks", "all");
        defaults.put("enable.idempotence", "true");
        defaults.put("compression.type", "none");
        defaults.put("linger.ms", "5");
        // A batch of small images must not itself be too large for the topic: Kafka would split it again and again.
        defaults.put("batch.size", Integer.toString(Math.min(MAX_BATCH_BYTES, maxMessageBytes / 4 * 3)));
        defaults.put("max.block.ms", "120000");
        defaults.put("delivery.timeout.ms", "120000");
        // The broker judges what is too large for the topic, the client must only let it come that far.
        long request = Math.min(Integer.MAX_VALUE, Math.max(LEAST_REQUEST_BYTES, (long) maxMessageBytes + FRAMING));
        defaults.put("max.request.size", Long.toString(request));
        defaults.put("buffer.memory", Long.toString(Math.max(LEAST_BUFFER_BYTES, 2 * request)));
        return over(defaults);
    }

    /** For following the output topics: committed records only, no group. */
    Map<String, Object> consumer() {
        Map<String, String> defaults = new HashMap<>();
        defaults.put("isolation.level", "read_committed");
        defaults.put("enable.auto.commit", "false");
        defaults.put("auto.offset.reset", "none");
        defaults.put("client.id", "producer-demo-" + UUID.randomUUID());
        return over(defaults);
    }

    /** For the serializers, which know Kafka's way of configuration. */
    Map<String, Object> serializer() {
        return over(Map.of());
    }

    private Map<String, Object> over(Map<String, String> defaults) {
        Map<String, Object> properties = new HashMap<>(defaults);
        properties.putAll(given);
        return properties;
    }
}
