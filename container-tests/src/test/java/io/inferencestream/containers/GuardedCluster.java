package io.inferencestream.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A broker that wants a password of every container, and a schema registry, in a network of their own. This process
 * comes in by an open door. Owns everything it starts.
 */
final class GuardedCluster implements AutoCloseable {
    /** What the stream has to know and must show nobody. */
    static final String PASSWORD = "correct-horse-battery-staple";

    static final String JAAS = jaas("username=\"stream\" password=\"" + PASSWORD + "\"");
    static final int PARTITIONS = 3;

    /** For starts on a busy machine. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.4.0")
            .withNetwork(network)
            .withListener("kafka:19092")
            .withEnv("KAFKA_SASL_ENABLED_MECHANISMS", "PLAIN")
            .withEnv("KAFKA_LISTENER_NAME_TC___0_PLAIN_SASL_JAAS_CONFIG", jaas("user_stream=\"" + PASSWORD + "\""))
            .withCreateContainerCmdModifier(GuardedCluster::guarded)
            .withStartupTimeout(PATIENCE);
    private final GenericContainer<?> registry = new GenericContainer<>("apicurio/apicurio-registry:3.0.9")
            .withNetwork(network)
            .withNetworkAliases("registry")
            .withExposedPorts(8080)
            .waitingFor(Wait.forHttp("/health/ready").withStartupTimeout(PATIENCE));

    private static String jaas(String options) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required " + options + ";";
    }

    /** The listener for containers takes no one without a password. */
    private static void guarded(CreateContainerCmd command) {
        String[] environment = command.getEnv();
        command.withEnv(Arrays.stream(environment == null ? new String[0] : environment)
                .map(variable -> variable.replace("TC-0:PLAINTEXT", "TC-0:SASL_PLAINTEXT"))
                .toList());
    }

    /** Starts both and makes the topics. */
    static GuardedCluster start() throws ExecutionException, InterruptedException {
        GuardedCluster cluster = new GuardedCluster();
        cluster.kafka.start();
        cluster.registry.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic("images", PARTITIONS, (short) 1),
                            new NewTopic("predictions", PARTITIONS, (short) 1),
                            new NewTopic("images-dead-letters", PARTITIONS, (short) 1)
                                    .configs(Map.of("max.message.bytes", "1200000")),
                            new NewTopic("models", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        return cluster;
    }

    /** For containers: the broker at {@code kafka:19092}, the registry at {@code registry:8080}. */
    Network network() {
        return network;
    }

    /** For this process. */
    String bootstrap() {
        return kafka.getBootstrapServers();
    }

    /** For this process. */
    String registryUrl() {
        return "http://" + registry.getHost() + ":" + registry.getMappedPort(8080) + "/apis/ccompat/v7";
    }

    @Override
    public void close() {
        registry.stop();
        kafka.stop();
        network.close();
    }
}
