package io.inferencestream.cluster.broker;

import io.inferencestream.cluster.loopback.Loopback;
import java.io.IOException;
import java.nio.file.DirectoryStream;
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
import org.apache.kafka.common.errors.UnsupportedVersionException;
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
    private static final long MILLIS_BETWEEN_TRIES = 100;

    /** Kafka's own mark of a broker that was shut down, in the data directory. */
    private static final String SHUT_DOWN = ".kafka_cleanshutdown";

    private static final String METADATA = "__cluster_metadata-0";

    private DeadBroker() {}

    /** Whether the directory's broker has lived and was not shut down. */
    static boolean isIn(Path directory) {
        return hasLived(directory.resolve(METADATA)) && !Files.exists(directory.resolve(SHUT_DOWN));
    }

    /** Formatting leaves a snapshot; only a broker that has started leaves a log beside it. */
    private static boolean hasLived(Path metadata) {
        if (!Files.isDirectory(metadata)) {
            return false;
        }
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(metadata, "*.log")) {
            return segments.iterator().hasNext();
        } catch (IOException e) {
            throw new BrokerException("data directory cannot be read: " + metadata, e);
        }
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
        try {
            unregister(port);
        } catch (TimeoutException e) {
            throw new BrokerException("the controller does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while the broker started", e);
        } finally {
            controller.stop();
        }
    }

    /** Asks again while the controller has not read yet which version its metadata has. */
    private static void unregister(int port) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_ANSWER_SECONDS);
        while (!isUnregistered(port)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("no version of its metadata after " + LONGEST_ANSWER_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_TRIES);
        }
    }

    private static boolean isUnregistered(int port) throws InterruptedException, TimeoutException {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, Loopback.HOST + ":" + port))) {
            admin.unregisterBroker(BrokerProperties.NODE_ID).all().get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof UnsupportedVersionException) {
                LOG.debug("The controller does not know the version of its metadata yet", cause);
                return false;
            }
            if (cause instanceof BrokerIdNotRegisteredException) {
                return true;
            }
            throw new BrokerException("the controller keeps its dead broker: " + cause.getMessage(), cause);
        }
    }
}
