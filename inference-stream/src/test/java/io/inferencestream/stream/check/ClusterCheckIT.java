package io.inferencestream.stream.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.kit.properties.InputFacts;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.config.StreamSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker, with a real authorizer. */
class ClusterCheckIT {
    private static final Machine MACHINE = new Machine(2, 1L << 30);

    private static LocalBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(BrokerOptions.defaults()
                .property("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .property("allow.everyone.if.no.acl.found", "true")
                .property("transaction.max.timeout.ms", "60000"));
        broker.createTopic("images", 3);
        broker.createTopic("predictions", 3);
        broker.createTopic("images-dead-letters", 3, Map.of("max.message.bytes", "1114124"));
        broker.createTopic("models", 1, Map.of("cleanup.policy", "compact"));
        broker.createTopic("guesses", 1);
        broker.createTopic("small", 1, Map.of("max.message.bytes", "5000"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void passesOnAClusterThatSuits() {
        CheckReport report = check("kafka.group.protocol=streams");

        assertThat(report.findings()).isEmpty();
        assertThat(report.input()).contains(new InputFacts(3, 1_048_588));
    }

    @Test
    void passesHoweverShortTheWait() {
        CheckReport report = check("startup.maxWait=2s");

        assertThat(report.findings()).isEmpty();
    }

    @Test
    void findsWhatIsWrongWithTopicsAndTransactions() {
        CheckReport report = check(
                "input.topic=small",
                "output.predictions=guess",
                "output.deadLetters=images",
                "output.models=predictions",
                "kafka.producer.transaction.timeout.ms=60001");

        assertThat(report.isPassed()).isFalse();
        assertThat(report.input()).contains(new InputFacts(1, 5000));
        assertThat(report.findings())
                .extracting(finding -> finding.severity() + " " + finding.subject())
                .containsExactly(
                        "WARNING topic small",
                        "PROBLEM topic guess",
                        "WARNING topic predictions",
                        "PROBLEM kafka.transaction.timeout.ms");
        assertThat(report.findings().get(1).remedy()).contains("Did you mean guesses?");
    }

    @Test
    void namesTheTopicsAndTheGroupThatThisUserMayNotUse() throws InterruptedException, ExecutionException {
        broker.createTopic("secret-images", 3);
        broker.createTopic("secret-predictions", 3);
        deny(ResourceType.TOPIC, "secret-images", AclOperation.READ);
        deny(ResourceType.TOPIC, "secret-predictions", AclOperation.ALL);
        deny(ResourceType.GROUP, "secret-stream", AclOperation.DESCRIBE);

        CheckReport report = check(
                "application=secret-stream", "input.topic=secret-images", "output.predictions=secret-predictions");

        assertThat(report.findings())
                .extracting(finding -> finding.severity() + " " + finding.subject() + ": " + finding.message())
                .containsExactly(
                        "PROBLEM topic secret-images: this user may not read it",
                        "PROBLEM topic secret-predictions: this user may not look at it",
                        "PROBLEM group secret-stream: this user may not look at it");
    }

    @Test
    void findsImagesThatWereDeletedBeforeTheyWereRead() throws Exception {
        broker.createTopic("short-lived", 3);
        TopicPartition partition = new TopicPartition("short-lived", 1);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("short-lived", 1, null, new byte[1]));
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets("late-stream", Map.of(partition, new OffsetAndMetadata(3)))
                    .all()
                    .get();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(7)))
                    .all()
                    .get();
        }

        CheckReport report = check("application=late-stream", "input.topic=short-lived");
        assertThat(report.isPassed()).isTrue();
        assertThat(report.findings())
                .singleElement()
                .hasToString("WARNING group late-stream on short-lived-1: offsets 3 to 6, up to 4 images, were deleted"
                        + " before the stream has read them. Raise the topic's retention.ms, or add instances. The"
                        + " stream reads on by auto.offset.reset, earliest.");
        assertThat(check("application=late-stream", "input.topic=short-lived", "kafka.auto.offset.reset=none")
                        .isPassed())
                .isFalse();
    }

    @Test
    void namesTheAddressOfABrokerThatIsNotThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        CheckReport report = check("startup.maxWait=300ms", "kafka.bootstrap.servers=127.0.0.1:" + free);

        assertThat(report.findings())
                .singleElement()
                .hasToString("PROBLEM kafka.bootstrap.servers: no broker takes connections after 300 ms: 127.0.0.1:"
                        + free + ": Connection refused. Start the broker, or mend the address;"
                        + " startup.maxWait says how long to wait for it.");
    }

    @Test
    void doesWithOneBrokerOfSeveral() {
        String dead = "no-such-host.invalid:9092";

        CheckReport report = check("kafka.bootstrap.servers=" + dead + "," + broker.bootstrapServers());

        assertThat(report.findings()).isEmpty();
    }

    @Test
    void tellsABrokerFromAnotherServer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CheckReport report = check(
                    "startup.maxWait=0",
                    "kafka.bootstrap.servers=127.0.0.1:" + silent.getLocalPort(),
                    "kafka.admin.request.timeout.ms=1000",
                    "kafka.admin.default.api.timeout.ms=1500");

            assertThat(report.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.isProblem()).isTrue();
                assertThat(finding.message())
                        .startsWith("127.0.0.1:" + silent.getLocalPort()
                                + " takes connections and does not answer as a Kafka broker: ");
                assertThat(finding.remedy()).contains("kafka.security.protocol", "advertised.listeners");
            });
        }
    }

    @Test
    void saysWhichFileAClientCannotRead() {
        CheckReport report =
                check("kafka.security.protocol=SSL", "kafka.ssl.truststore.location=/no/such/truststore.jks");

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("kafka");
            assertThat(finding.message()).contains("/no/such/truststore.jks");
        });
    }

    /** @param settings {@code key=value}, as environment variables would say it */
    private static CheckReport check(String... settings) {
        // As much as topics take by Kafka's default.
        Map<String, String> environment = new HashMap<>(Map.of(
                "INFERENCE_STREAM_KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "INFERENCE_STREAM_LIMITS_IMAGE_BYTES",
                "983052"));
        for (String setting : settings) {
            List<String> parts = List.of(setting.split("=", 2));
            String words = parts.get(0).replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_');
            environment.put("INFERENCE_STREAM_" + words.toUpperCase(Locale.ROOT), parts.get(1));
        }
        return new ClusterCheck().run(StreamSettings.parse("", environment), MACHINE);
    }

    private static void deny(ResourceType type, String name, AclOperation operation)
            throws InterruptedException, ExecutionException {
        AclBinding binding = new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.DENY));
        AclBinding rest = new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.ALL, AclPermissionType.ALLOW));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createAcls(List.of(binding, rest)).all().get();
        }
    }
}
