package io.inferencestream.cluster;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

class LocalClusterMainTest {
    private static final int TRANSACTION_MILLIS = 1_500;
    private static final Pattern READY =
            Pattern.compile("ready bootstrap=(127\\.0\\.0\\.1:\\d+) registry=(http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    Path folder;

    @Test
    void servesUntilItIsTerminatedAndKeepsItsDirectory() throws Exception {
        String directory = folder.resolve("cluster").toString();
        String[] arguments = {
            "--port", "0", "--registry-port", "0", "--directory", directory, "--topics", "images:6,predictions"
        };
        for (int start = 1; start <= 2; start++) {
            Process process = launch(arguments);
            try (BufferedReader out = process.inputReader()) {
                Matcher ready = READY.matcher(String.valueOf(out.readLine()));
                assertThat(ready.matches()).as("start " + start + " is ready").isTrue();

                assertThat(topics(ready.group(1))).isEqualTo(Map.of("images", 6, "predictions", 1));
                assertThat(subjects(ready.group(2))).isEqualTo("[]");

                process.toHandle().destroy(); // SIGTERM; the process's own method would close its output as well
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
                assertThat(out.readLine()).isNull();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void keepsRecordsThroughAKill() throws Exception {
        String directory = folder.resolve("cluster").toString();
        String[] arguments = {"--port", "0", "--registry-port", "0", "--directory", directory, "--topics", "images:1"};
        for (int start = 1; start <= 2; start++) {
            Process process = launch(arguments);
            try (BufferedReader out = process.inputReader()) {
                Matcher ready = READY.matcher(String.valueOf(out.readLine()));
                assertThat(ready.matches()).as("start " + start + " is ready").isTrue();

                assertThat(send(ready.group(1), "images").offset()).isEqualTo(start - 1);
            } finally {
                process.destroyForcibly(); // SIGKILL
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void endsAnOpenTransactionThoughTheBrokerWasKilled() throws Exception {
        String directory = folder.resolve("cluster").toString();
        String[] arguments = {
            "--port", "0", "--registry-port", "0", "--directory", directory, "--topics", "predictions:1,images:100"
        };
        Process killed = launch(arguments);
        try (BufferedReader out = killed.inputReader()) {
            Matcher ready = READY.matcher(String.valueOf(out.readLine()));
            assertThat(ready.matches()).isTrue();

            leaveATransactionOpen(ready.group(1), "predictions");
        } finally {
            killed.destroyForcibly(); // SIGKILL
            assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        Thread.sleep(TRANSACTION_MILLIS); // its time is over before there is a broker again
        Process second = launch(arguments);
        try (BufferedReader out = second.inputReader()) {
            Matcher ready = READY.matcher(String.valueOf(out.readLine()));
            assertThat(ready.matches()).isTrue();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(end(ready.group(1), "predictions", READ_COMMITTED))
                            .as("the abort's marker is written, and readers of committed records pass it")
                            .isEqualTo(end(ready.group(1), "predictions", READ_UNCOMMITTED))
                            .isEqualTo(2));
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void haltsAtOnceWhenItsDiskFails() throws Exception {
        Path directory = folder.resolve("cluster");
        Process process = launch(
                "--port", "0", "--registry-port", "0", "--directory", directory.toString(), "--topics", "images:1");
        try (BufferedReader out = process.inputReader();
                BufferedReader error = process.errorReader()) {
            Matcher ready = READY.matcher(String.valueOf(out.readLine()));
            assertThat(ready.matches()).isTrue();

            delete(directory.resolve("kafka"));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", ready.group(1)))) {
                admin.createTopics(List.of(new NewTopic("predictions", 1, (short) 1)));
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(error.lines()).anyMatch(line -> line.startsWith("local-cluster: the broker broke: "));
        } finally {
            process.destroyForcibly();
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
        Process process = launch(arguments);
        try (BufferedReader error = process.errorReader()) {
            String message = error.lines().findFirst().orElse("");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(message).isEqualTo(2);
            return message;
        } finally {
            process.destroyForcibly();
        }
    }

    private Process launch(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LocalClusterMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
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
