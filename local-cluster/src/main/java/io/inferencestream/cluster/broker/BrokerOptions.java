package io.inferencestream.cluster.broker;

import io.inferencestream.cluster.loopback.Loopback;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a {@link LocalBroker} runs. Start from {@link #defaults()} and name what differs.
 *
 * @param directory where topics are kept, and found again by the next start; empty for a temporary directory that
 *     {@link LocalBroker#close()} deletes
 * @param port of the clients' listener on 127.0.0.1; 0 for a free one
 * @param properties Kafka's own broker properties; they win over this module's, save for listeners, ports and
 *     directories. With {@code sasl.enabled.mechanisms} the listener, which Kafka knows as {@code plaintext}, wants
 *     clients to say who they are, the broker itself included; {@link LocalBroker#createTopic} is for others
 * @param onFailure told once if a running broker breaks, on a thread of Kafka's: must return soon
 */
public record BrokerOptions(
        Optional<Path> directory, int port, Map<String, String> properties, Consumer<BrokerException> onFailure) {
    public BrokerOptions {
        Loopback.requirePort(port);
        BrokerProperties.requireOpen(properties.keySet());
        properties = Map.copyOf(properties);
    }

    /** A free port, a temporary directory, and nobody told of a failure except the log. */
    public static BrokerOptions defaults() {
        return new BrokerOptions(Optional.empty(), 0, Map.of(), failure -> {});
    }

    public BrokerOptions directory(Path kept) {
        return new BrokerOptions(Optional.of(kept), port, properties, onFailure);
    }

    public BrokerOptions port(int chosen) {
        return new BrokerOptions(directory, chosen, properties, onFailure);
    }

    /** Adds or replaces one broker property. */
    public BrokerOptions property(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value.toString());
        return new BrokerOptions(directory, port, more, onFailure);
    }

    public BrokerOptions onFailure(Consumer<BrokerException> listener) {
        return new BrokerOptions(directory, port, properties, listener);
    }
}
