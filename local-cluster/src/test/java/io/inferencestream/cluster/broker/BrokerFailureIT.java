package io.inferencestream.cluster.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.cluster.loopback.Loopback;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Kafka would end the process. */
class BrokerFailureIT {

    @Test
    void reportsABrokenDiskAndShutsDown(@TempDir Path folder) throws Exception {
        CompletableFuture<BrokerException> told = new CompletableFuture<>();
        BrokerOptions options =
                BrokerOptions.defaults().directory(folder.resolve("kafka")).onFailure(told::complete);
        try (LocalBroker broker = LocalBroker.start(options);
                var admin = Records.admin(broker)) {
            assertThat(broker.failure()).isEmpty();

            delete(broker.directory());
            admin.createTopics(List.of(new NewTopic("images", 1, (short) 1)));

            BrokerException failure = told.get(60, TimeUnit.SECONDS);
            assertThat(broker.isRunning()).isFalse();
            assertThat(broker.failure()).contains(failure);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Loopback.isFree(broker.port()));
        }
    }

    @Test
    void choosesAgainWhenSomebodyIsQuickerAtAPort() throws Exception {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(Loopback.address(0));
            int taken = other.getLocalPort();
            Deque<Integer> ports = new ArrayDeque<>(List.of(taken, Loopback.freePort(), Loopback.freePort(), taken));
            IntSupplier freePorts = () -> ports.isEmpty() ? Loopback.freePort() : ports.remove();

            try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults(), freePorts)) {
                assertThat(ports).isEmpty();
                assertThat(broker.isRunning()).isTrue();
                assertThat(broker.createTopic("images", 1)).isTrue();
            }
        }
    }

    private static void delete(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
