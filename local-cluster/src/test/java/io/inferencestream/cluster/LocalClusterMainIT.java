package io.inferencestream.cluster;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterMainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRANSACTION_MILLIS = 1_500;
    private static final Pattern READY =
            Pattern.compile("ready bootstrap=(127\\.0\\.0\\.1:\\d+) registry=(http://127\\.0\\.0\\.1:\\d+)\\s");

    @TempDir
    Path folder;

    @Test
    void servesUntilItIsTerminatedAndKeepsItsDirectory() throws Exception {
        String directory = folder.resolve("cluster").toString();
        String[] arguments = {
            "--port", "0", "--registry-port", "0", "--directory", directory, "--topics", "images:6,predictions"
        };
        for (int start = 1; start <= 2; start++) {
            try (ForkedJvm process = launch(arguments)) {
                Matcher ready = process.awaitOutput(READY, PATIENCE);
                assertThat(topics(ready.group(1))).isEqualTo(Map.of("images", 6, "predictions", 1));
                assertThat(subjects(ready.group(2))).isEqualTo("[]");

                process.terminate();

                assertThat(process.exitCode()).isZero();
                assertThat(process.output().lines()).as("all it prints").hasSize(1);
            }
        }
    }

    @Test
    void keepsRecordsThroughAKill() throws Exception {
        String directory = folder.resolve("cluster").toString();
        String[] arguments = {"--port", "0", "--registry-port", "0", "--directory", directory, "--topics", "images:1"};
        for (int start = 1; start <= 2; start++) {
            try (ForkedJvm process = launch(arguments)) {
                Matcher ready = process.awaitOutput(READY, PATIENCE);

                assertThat(send(ready.group(1), "images").offset()).isEqualTo(start - 1);
                process.kill();
            }
        }
    }

    @Test
    void endsAnOpenTransactionThoughTheBrokerWasKilled() throws Exception {
        String directory = folder.resolve("cluster").toString();
        String[] arguments = {
            "--port", "0", "--registry-port", "0", "--directory", directory, "--topics", "predictions:1,images:100"
        };
        try (ForkedJvm killed = launch(arguments)) {
            leaveATransactionOpen(killed.awaitOutput(READY, PATIENCE).group(1), "predictions");
            killed.kill();
        }
        Thread.sleep(TRANSACTION_MILLIS); // its time is over before there is a broker again
        try (ForkedJvm second = launch(arguments)) {
            Matcher ready = second.awaitOutput(READY, PATIENCE);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(end(ready.group(1), "predictions", READ_COMMITTED))
                            .as("the abort's marker is written, and readers of committed records pass it")
                            .isEqualTo(end(ready.group(1), "predictions", READ_UNCOMMITTED))
                            .isEqualTo(2));
        }
    }

    @Test
    void haltsAtOnceWhenItsDiskFails() throws Exception {
        Path directory = folder.resolve("cluster");
        try (ForkedJvm process = launch(
                "--port", "0", "--registry-port", "0", "--directory", directory.toString(), "--topics", "images:1")) {
            Matcher ready = process.awaitOutput(READY, PATIENCE);

            delete(directory.resolve("kafka"));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", ready.group(1)))) {
                admin.createTopics(List.of(new NewTopic("predictions", 1, (short) 1)));

                assertThat(process.exitCode()).isEqualTo(1);
            }
            assertThat(process.output().lines()).anyMatch(line -> line.startsWith("local-cluster: the broker broke: "));
        }
    }

    @Test
    void refusesATakenPortByNameOfItsOption() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(refusal("--port", port, "--registry-port", "0"))
                    .startsWith("local-cluster: port " + port + " on 127.0.0.1 is taken: choose another with --port");
            assertThat(refusal("--port", "0", "--registry-port", port))
                    .contains("port " + port + " on 127.0.0.1 is taken: choose another with --registry-port");
        }
    }

    @Test
    void refusesATopicWithoutPartitions() throws Exception {
        assertThat(refusal("--topics", "images:none")).contains("images:none");
    }

    private String refusal(String... arguments) throws Exception {
        try (ForkedJvm process = launch(arguments)) {
            assertThat(process.exitCode()).as(process.output()).isEqualTo(2);
            return process.output();
        }
    }

    private ForkedJvm launch(String... arguments) {
        return Fork.of(LocalClusterMain.class).small().arguments(arguments).start(folder.resolve("log"));
    }

    private static RecordMetadata send(String bootstrap, String topic) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(topic, "value")).get(30, TimeUnit.SECONDS);
        }
    }

    private static void leaveATransactionOpen(String bootstrap, String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                "stream",
                "transaction.timeout.ms",
                TRANSACTION_MILLIS,
                "max.block.ms",
                20_000);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "value"));
            producer.flush();
            producer.close(Duration.ZERO);
        }
    }

    private static long end(String bootstrap, String topic, IsolationLevel isolation) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    private static void delete(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Map<String, Integer> topics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var names = admin.listTopics().names().get();
            var partitions = new HashMap<String, Integer>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
            return partitions;
        }
    }

    private static String subjects(String registry) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(registry + "/subjects")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
