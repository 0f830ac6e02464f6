package io.inferencestream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterMainTest {
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
        String[] arguments = {
            "--port",
            "0",
            "--registry-port",
            "0",
            "--directory",
            directory,
            "--topics",
            "images:1",
            "--property",
            "broker.session.timeout.ms=3000" // how long the next start waits for the killed one's session to end
        };
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
