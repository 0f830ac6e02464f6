package io.inferencestream.cluster.broker;

import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.cluster.loopback.Loopback;
import io.inferencestream.cluster.loopback.PortTakenException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {
    private static final int PARTITIONS = 200;

    @Test
    void carriesRecordsAndDeletesItsTemporaryDirectoryAtClose() throws Exception {
        Path directory;
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults())) {
            directory = broker.directory();
            broker.createTopic("images", 3);

            Records.send(broker, "images", "a", "b", "c");

            assertThat(Records.read(broker, "images", 3)).containsExactlyInAnyOrder("a", "b", "c");
        }
        assertThat(directory).doesNotExist();
    }

    /** Of 200 partitions some are led later than the first answer says; see docs/adr/0005. */
    @Test
    void takesABurstOfBatchesFromOneProducerAsSoonAsATopicIsThere() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                var producer = Records.producer(broker, Map.of(BATCH_SIZE_CONFIG, 1))) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();

            broker.createTopic("fresh", PARTITIONS);
            for (int i = 0; i < 10 * PARTITIONS; i++) {
                sent.add(producer.send(new ProducerRecord<>("fresh", i % PARTITIONS, null, "record")));
            }

            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    @Test
    void showsCommittedTransactionsOnly() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults())) {
            broker.createTopic("images", 1);

            Records.abort(broker, "images", "aborted");
            Records.commit(broker, "images", "committed");

            assertThat(Records.read(broker, "images", 1)).containsExactly("committed");
        }
    }

    @Test
    void enablesEveryGroupProtocol() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                Admin admin = Records.admin(broker)) {
            var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            var itself = new ConfigResource(ConfigResource.Type.BROKER, "1");
            var settings = admin.describeConfigs(List.of(itself))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();

            assertThat(level(features, "group.version")).isEqualTo(1);
            assertThat(level(features, "streams.version")).isEqualTo(1);
            assertThat(level(features, "transaction.version")).isEqualTo(2);
            assertThat(settings.get("group.coordinator.rebalance.protocols").value())
                    .isEqualTo("classic,consumer,streams");
        }
    }

    private static int level(Map<String, FinalizedVersionRange> features, String name) {
        return Objects.requireNonNull(features.get(name), name).maxVersionLevel();
    }

    @Test
    void findsItsTopicsAgainInTheSameDirectory(@TempDir Path folder) throws Exception {
        BrokerOptions options = BrokerOptions.defaults().directory(folder.resolve("kafka"));
        try (LocalBroker first = LocalBroker.start(options)) {
            first.createTopic("images", 2, Map.of("retention.ms", "-1"));
            Records.send(first, "images", "kept");
        }

        try (LocalBroker second = LocalBroker.start(options)) {
            assertThat(second.createTopic("images", 2)).isFalse();
            assertThat(Records.read(second, "images", 1)).containsExactly("kept");
        }
        assertThat(folder.resolve("kafka")).exists();
    }

    @Test
    void carriesALiveProducerThroughAnOutage() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                var producer = Records.producer(broker, Map.of())) {
            broker.createTopic("images", 1);
            producer.send(Records.record("images", "before")).get();

            broker.stop();
            var during = Records.sendInTheBackground(producer, "images", "during");
            assertThat(broker.isRunning()).isFalse();
            assertThat(during).isNotDone();
            broker.restart();

            assertThat(during.get(20, TimeUnit.SECONDS).offset()).isEqualTo(1);
            assertThat(Records.read(broker, "images", 2)).containsExactly("before", "during");
        }
    }

    @Test
    void refusesATakenPortWithAClearMessage() throws Exception {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(Loopback.address(0));
            int port = other.getLocalPort();

            assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.defaults().port(port)))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageStartingWith("port " + port + " on 127.0.0.1 is taken: choose another with");
        }
    }

    @Test
    void runsBesideAnotherBrokerOfTheSameProcess() throws Exception {
        try (LocalBroker one = LocalBroker.start(BrokerOptions.defaults());
                LocalBroker other = LocalBroker.start(BrokerOptions.defaults())) {
            one.createTopic("images", 1);
            other.createTopic("images", 1);

            Records.send(one, "images", "of one");
            other.close();

            assertThat(Records.read(one, "images", 1)).containsExactly("of one");
        }
    }

    @Test
    void refusesADirectoryThatAnotherBrokerUses(@TempDir Path folder) {
        BrokerOptions options = BrokerOptions.defaults().directory(folder);
        try (LocalBroker first = LocalBroker.start(options)) {
            assertThatThrownBy(() -> LocalBroker.start(options))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("in use by another broker");

            assertThat(first.isRunning()).isTrue();
        }
    }

    @Test
    void refusesADirectoryThatHoldsOtherFiles(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("thesis.tex"), "do not touch");

        assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.defaults().directory(folder)))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("thesis.tex")
                .hasMessageContaining(folder.getFileName().toString());
    }

    @Test
    void refusesADirectoryThatCannotBeCreated(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.defaults().directory(file.resolve("kafka"))))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("cannot be created");
    }

    @Test
    void refusesADirectoryOfAnotherNode(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("meta.properties"), "version=1\nnode.id=3\ncluster.id=x\n");

        assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.defaults().directory(folder)))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("node.id 3");
    }

    @Test
    void refusesAPropertyThatIsNotForUsersToSet() {
        assertThatThrownBy(() -> BrokerOptions.defaults().property("log.dirs", "/elsewhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log.dirs");
    }

    @Test
    void saysWhatKafkaSaysOfABadProperty() {
        BrokerOptions options = BrokerOptions.defaults().property("num.io.threads", "many");

        assertThatThrownBy(() -> LocalBroker.start(options))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("num.io.threads");
    }
}
