package io.inferencestream.containers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;

/** One container of the stream's image, as confined as the image allows. Owns the container. */
final class StreamInstance implements AutoCloseable {
    /** The image with the demo's models. */
    static final String IMAGE = System.getProperty("image.stream", "inference-stream/inference-stream:dev-demo");

    static final long MEMORY_BYTES = 1L << 30;
    private static final int GRACE_SECONDS = 40;

    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final GenericContainer<?> container;

    private StreamInstance(GenericContainer<?> container) {
        this.container = container;
    }

    /** Starts an instance and waits until it has its partitions. The broker's password comes in a file of that folder. */
    static StreamInstance start(GuardedCluster cluster, Path folder) throws IOException {
        Path secret = folder.resolve("kafka-jaas");
        Files.writeString(secret, GuardedCluster.JAAS + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withNetwork(cluster.network())
                .withEnv("INFERENCE_STREAM_KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
                .withEnv("INFERENCE_STREAM_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT")
                .withEnv("INFERENCE_STREAM_KAFKA_SASL_MECHANISM", "PLAIN")
                .withEnv("INFERENCE_STREAM_KAFKA_SASL_JAAS_CONFIG", "${file:/run/secrets/kafka-jaas}")
                .withEnv("INFERENCE_STREAM_REGISTRY_SCHEMA_REGISTRY_URL", "http://registry:8080/apis/ccompat/v7")
                // A registry that has just started on a busy machine takes its time for the first schema.
                .withEnv("INFERENCE_STREAM_REGISTRY_HTTP_READ_TIMEOUT_MS", "60000")
                .withEnv("JAVA_TOOL_OPTIONS", "-Xlog:gc+init")
                .withCreateContainerCmdModifier(command -> command.withHostConfig(
                        confined(command.getHostConfig(), Bind.parse(secret + ":/run/secrets/kafka-jaas:ro"))));
        container.start();
        StreamInstance stream = new StreamInstance(container);
        try {
            stream.awaitPartitions();
            return stream;
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            stream.close();
            throw e;
        }
    }

    private void awaitPartitions() {
        await().atMost(GuardedCluster.PATIENCE)
                .failFast("the stream ended: see its log", () -> {
                    if (!container.isRunning()) {
                        throw new AssertionError(log());
                    }
                })
                .until(() -> log().contains("this instance has its partitions"));
    }

    private static HostConfig confined(HostConfig config, Bind secret) {
        return config.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true"))
                .withMemory(MEMORY_BYTES)
                .withMemorySwap(MEMORY_BYTES)
                .withBinds(secret);
    }

    /** Ends the process as an operator does, and returns its exit code; 137 says that it did not end in time. */
    long stop() {
        docker.stopContainerCmd(container.getContainerId())
                .withTimeout(GRACE_SECONDS)
                .exec();
        return exitCode();
    }

    /** Ends the process without a word. */
    void kill() {
        docker.killContainerCmd(container.getContainerId()).exec();
    }

    /** Starts the same container again, with the state it left; does not wait. */
    void startAgain() {
        docker.startContainerCmd(container.getContainerId()).exec();
    }

    long exitCode() {
        Long code = inspect().getState().getExitCodeLong();
        return code == null ? -1 : code;
    }

    InspectContainerResponse inspect() {
        return docker.inspectContainerCmd(container.getContainerId()).exec();
    }

    /** What a shell in the container says to that command, standard output and error together. */
    String shell(String command) throws IOException, InterruptedException {
        Container.ExecResult result = container.execInContainer("sh", "-c", command);
        return result.getStdout() + result.getStderr();
    }

    String log() {
        return container.getLogs();
    }

    @Override
    public void close() {
        container.stop();
    }
}
