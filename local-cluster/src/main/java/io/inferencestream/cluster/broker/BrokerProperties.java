package io.inferencestream.cluster.broker;

import io.inferencestream.cluster.loopback.Loopback;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The broker properties of a single small node: everything replicated once, quick to start, light on memory. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** Where this is set, clients have to say who they are. */
    private static final String MECHANISMS = "sasl.enabled.mechanisms";

    private static final String PROTOCOLS = "listener.security.protocol.map";

    private static final Set<String> OURS = Set.of(
            "process.roles",
            "node.id",
            "listeners",
            "advertised.listeners",
            PROTOCOLS,
            "inter.broker.listener.name",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "log.dir",
            "log.dirs",
            "metadata.log.dir");

    private static final Map<String, String> SMALL = Map.ofEntries(
            // One node keeps every internal topic once, in one partition: nothing to wait for at the first use.
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            // A mistyped topic is an error, not a topic.
            Map.entry("auto.create.topics.enable", "false"),
            // Groups form at once. The classic, consumer and streams protocols are all on by Kafka's own defaults.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
            // Kafka's lower bounds forbid tests that wait for a dead member; its defaults stay as they are.
            Map.entry("group.min.session.timeout.ms", "500"),
            Map.entry("group.consumer.min.session.timeout.ms", "500"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
            Map.entry("group.streams.min.session.timeout.ms", "500"),
            Map.entry("group.streams.min.heartbeat.interval.ms", "100"),
            // The transaction of a killed producer ends at its time-out, not up to ten seconds later.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
            // A machine that is busy building may need longer than Kafka's minute.
            Map.entry("initial.broker.registration.timeout.ms", "120000"),
            // Few threads and small buffers.
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("group.coordinator.background.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)),
            Map.entry("log.cleaner.io.buffer.size", Integer.toString(256 << 10)),
            Map.entry("log.index.size.max.bytes", Integer.toString(1 << 20)),
            Map.entry("offsets.load.buffer.size", Integer.toString(1 << 20)),
            Map.entry("transaction.state.log.load.buffer.size", Integer.toString(1 << 20)));

    private BrokerProperties() {}

    /** Refuses the names that only {@link LocalBroker} may set. */
    static void requireOpen(Set<String> names) {
        Set<String> refused = new TreeSet<>(names);
        refused.retainAll(OURS);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("set by the local broker itself, leave out: " + refused);
        }
    }

    /** Of the broker with its controller. */
    static Map<String, String> of(Path directory, int port, int controllerPort, Map<String, String> extra) {
        String clients = "PLAINTEXT://" + Loopback.HOST + ":" + port;
        Map<String, String> properties = node(directory, controllerPort, extra);
        properties.put("process.roles", "broker,controller");
        if (extra.containsKey(MECHANISMS)) {
            properties.computeIfPresent(
                    PROTOCOLS, (key, map) -> map.replace("PLAINTEXT:PLAINTEXT,", "PLAINTEXT:SASL_PLAINTEXT,"));
        }
        properties.put("listeners", clients + "," + properties.get("listeners"));
        properties.put("advertised.listeners", clients);
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        return Map.copyOf(properties);
    }

    /** Of its controller alone. */
    static Map<String, String> ofController(Path directory, int port, Map<String, String> extra) {
        Map<String, String> properties = node(directory, port, extra);
        properties.put("process.roles", "controller");
        return Map.copyOf(properties);
    }

    private static Map<String, String> node(Path directory, int controllerPort, Map<String, String> extra) {
        Map<String, String> properties = new HashMap<>(SMALL);
        properties.putAll(extra);
        String controller = Loopback.HOST + ":" + controllerPort;
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("listeners", CONTROLLER_LISTENER + "://" + controller);
        properties.put(PROTOCOLS, "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.put("log.dirs", directory.toString());
        return properties;
    }
}
