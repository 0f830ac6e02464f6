package io.inferencestream.cluster.broker;

import io.inferencestream.cluster.loopback.Loopback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed broker leaves in the cluster's metadata: that it is alive and leads. Its successor, the same node, would
 * believe that until the dead one's session is over, then lose every partition for a moment, and in that moment Kafka 4.3.1
 * takes partitions without a leader for deleted ones and leaves out the markers that end transactions. Readers of
 * committed records never get past those. So the controller is started alone first, and told that the broker is gone.
 */
final class DeadBroker {
    private static final Logger LOG = LoggerFactory.getLogger(DeadBroker.class);
    private static final long LONGEST_ANSWER_SECONDS = 60;

    /** Kafka's own mark of a broker that was shut down, in the data directory. */
    private static final String SHUT_DOWN = ".kafka_cleanshutdown";

    private static final String METADATA = "__cluster_metadata-0";

    private DeadBroker() {}

    /** Whether the directory's broker has lived and was not shut down. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(METADATA)) && !Files.exists(directory.resolve(SHUT_DOWN));
    }

    /**
     * Takes it out of the cluster's metadata; takes a second or two.
     *
     * @throws BrokerException if the controller does not come up, or refuses
     */
    static void bury(Path directory, int port, Map<String, String> extra) {
        LOG.atInfo()
                .addKeyValue("directory", directory)
                .log("the broker was not shut down: its registration is removed");
        BrokerRun controller =
                BrokerRun.start(port, BrokerProperties.ofController(directory, port, extra), failure -> {});
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, Loopback.HOST + ":" + port))) {
            admin.unregisterBroker(BrokerProperties.NODE_ID).all().get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                throw new BrokerException("the controller keeps its dead broker: " + cause.getMessage(), cause);
            }
        } catch (TimeoutException e) {
            throw new BrokerException("the controller does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while the broker started", e);
        } finally {
            controller.stop();
        }
    }
}
