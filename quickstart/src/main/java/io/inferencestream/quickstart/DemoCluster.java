package io.inferencestream.quickstart;

import io.inferencestream.cluster.LocalCluster;
import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.loopback.PortTakenException;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.producer.run.RunSettings;
import io.inferencestream.schemas.size.MessageSizes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demo's cluster, with the stream's topics in it. */
final class DemoCluster implements AutoCloseable {
    static final RunSettings.Topics TOPICS = new RunSettings.Topics("images", "predictions", "images-dead-letters");
    static final String MODELS = "models";

    private static final int PARTITIONS = 6;
    private static final int LARGEST_IMAGE_EVENT = MessageSizes.messageBytes(MessageSizes.DEFAULT_IMAGE_BYTES);
    private static final int DEAD_LETTER_HEADERS = 64 << 10;

    private final LocalCluster cluster;

    private DemoCluster(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts it on the ports asked for; where one is taken that was not insisted on, on free ones.
     *
     * @param directory keeps topics and schemas for the next start; null forgets them
     * @param insists whether the ports were named by the user
     * @throws PortTakenException if a port that was insisted on is taken
     */
    static DemoCluster start(@Nullable Path directory, int port, int registryPort, boolean insists, PrintWriter notes) {
        try {
            return start(directory, port, registryPort);
        } catch (PortTakenException e) {
            if (insists) {
                throw e;
            }
            notes.println("Port " + e.port() + " is taken; the demo takes free ones.");
            notes.flush();
            return start(directory, 0, 0);
        }
    }

    private static DemoCluster start(@Nullable Path directory, int port, int registryPort) {
        BrokerOptions broker = BrokerOptions.defaults().port(port).property("message.max.bytes", LARGEST_IMAGE_EVENT);
        RegistryOptions registry = RegistryOptions.defaults().port(registryPort);
        LocalCluster cluster = directory == null
                ? LocalCluster.start(broker, registry)
                : LocalCluster.startIn(directory, broker, registry);
        DemoCluster demo = new DemoCluster(cluster);
        demo.createTopics();
        return demo;
    }

    private void createTopics() {
        Map<String, String> ordinary = Map.of("max.message.bytes", Integer.toString(LARGEST_IMAGE_EVENT));
        Map<String, String> larger =
                Map.of("max.message.bytes", Integer.toString(LARGEST_IMAGE_EVENT + DEAD_LETTER_HEADERS));
        cluster.broker().createTopic(TOPICS.images(), PARTITIONS, ordinary);
        cluster.broker().createTopic(TOPICS.predictions(), PARTITIONS, ordinary);
        cluster.broker().createTopic(TOPICS.deadLetters(), PARTITIONS, larger);
        cluster.broker()
                .createTopic(MODELS, 1, Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"));
    }

    String bootstrapServers() {
        return cluster.broker().bootstrapServers();
    }

    String registryUrl() {
        return cluster.registry().url().toString();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
