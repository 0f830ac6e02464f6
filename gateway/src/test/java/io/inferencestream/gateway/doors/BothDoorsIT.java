package io.inferencestream.gateway.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.cluster.LocalCluster;
import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways and two command lines, each a process, resend the same letters and are killed at random: each letter is
 * resent once, and both doors list what either did. With {@code -Dresend.full=true} it is the long form: 1,000 letters, 60
 * kills.
 */
final class BothDoorsIT {
    private static final boolean IS_FULL = Boolean.getBoolean("resend.full");
    private static final int LETTERS = IS_FULL ? 1_000 : 150;
    private static final int KILLS = IS_FULL ? 60 : 6;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Claims claims = new Claims();
    private final AtomicInteger kills = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private LocalCluster cluster;
    private Letters topic;
    private List<RecordPosition> letters = List.of();

    @BeforeEach
    void writeLetters() throws Exception {
        cluster = LocalCluster.start(BrokerOptions.defaults(), RegistryOptions.defaults());
        cluster.broker().createTopic("predictions", 1);
        cluster.broker().createTopic("models", 1, Map.of("cleanup.policy", "compact"));
        topic = new Letters(cluster.broker());
        letters = topic.write(LETTERS);
        String clients =
                "registry: {schema.registry.url: '" + cluster.registry().url() + "'}\nkafka: {bootstrap.servers: '"
                        + cluster.broker().bootstrapServers() + "'}\n";
        Files.writeString(folder.resolve("stream.yaml"), clients);
        Files.writeString(
                folder.resolve("gateway.yaml"),
                "server: {port: 0}\nlimits: {requestsPerSecond: 0}\nindex: {age: 720h}\n" + clients);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        cluster.close();
    }

    @Test
    void everyLetterIsResentOnceAndBothDoorsListIt() throws Exception {
        List<Door> doors = List.of(gateway(0), gateway(1), commandLine(0), commandLine(1));
        List<CompletableFuture<Void>> work = doors.stream()
                .map(door -> CompletableFuture.runAsync(door, threads))
                .toList();
        killAtRandom(doors, work);
        doors.forEach(Door::end);
        for (CompletableFuture<Void> one : work) {
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        int resentUnderKills = topic.images().size();
        resendTheRest();

        System.out.printf(
                "%d letters, %d kills, %d resent meanwhile; %s%n", LETTERS, kills.get(), resentUnderKills, claims);
        Map<String, Integer> images = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> image : topic.images()) {
            assertThat(HeaderText.find(image.headers(), HeaderNames.REJECTION_REASON))
                    .isEmpty();
            images.merge(new String(image.value(), StandardCharsets.UTF_8), 1, Integer::sum);
        }
        assertThat(images)
                .hasSize(LETTERS)
                .allSatisfy((value, times) -> assertThat(times).isEqualTo(1));
        assertThat(claims.resent)
                .allSatisfy((letter, times) -> assertThat(times).isEqualTo(1));
        assertThat(claims.slowestMillis.get()).isLessThan(PATIENCE.toMillis() / 4);
        bothListTheSame();
    }

    private GatewayDoor gateway(int number) {
        return new GatewayDoor(
                folder.resolve("gateway.yaml"), folder.resolve("gateway-" + number + ".log"), anyLetter(), claims);
    }

    private CommandLineDoor commandLine(int number) {
        return new CommandLineDoor(
                folder.resolve("stream.yaml"), folder.resolve("command-" + number + ".log"), anyLetter(), claims);
    }

    /** The more have been killed, the more letters are asked for, so that there are new ones to the end. */
    private Supplier<RecordPosition> anyLetter() {
        return () -> letters.get(
                ThreadLocalRandom.current().nextInt(Math.max(1, LETTERS * (kills.get() + 1) / (KILLS + 1))));
    }

    /** Half of the kills come when something has just been written, so that they hit transactions. */
    private void killAtRandom(List<Door> doors, List<CompletableFuture<Void>> work) throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("seed of the kills: " + seed);
        Random random = new Random(seed);
        while (kills.get() < KILLS) {
            assertThat(work).noneMatch(CompletableFuture::isDone);
            TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(1_500));
            if (random.nextBoolean()) {
                awaitWriting();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
            }
            if (doors.get(random.nextInt(doors.size())).kill()) {
                kills.incrementAndGet();
            }
        }
    }

    private void awaitWriting() {
        int before = topic.images().size();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> topic.images().size() > before || before == LETTERS);
    }

    private void resendTheRest() throws InterruptedException {
        List<String> all = List.of("resend", "--all", "--stamp-now");
        try (ForkedJvm first = CommandLineDoor.start(folder.resolve("stream.yaml"), folder.resolve("first.log"), all);
                ForkedJvm second =
                        CommandLineDoor.start(folder.resolve("stream.yaml"), folder.resolve("second.log"), all)) {
            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(second.exitCode()).as(second.output()).isZero();
            CommandLineDoor.claim(first.output(), claims);
            CommandLineDoor.claim(second.output(), claims);
        }
    }

    private void bothListTheSame() throws Exception {
        Map<String, String> commandLines = listOfACommandLine();
        assertThat(commandLines).hasSize(LETTERS + LETTERS / 10);
        assertThat(new HashSet<>(commandLines.values().stream()
                        .map(by -> by.replaceFirst(" \\(.*", ""))
                        .toList()))
                .containsExactlyInAnyOrder("gateway", "command line");
        try (ForkedJvm gateway = gateway(2).start()) {
            String address = GatewayDoor.address(gateway);
            await().atMost(PATIENCE).untilAsserted(() -> {
                Map<String, String> gateways = listOfAGateway(address);
                assertThat(gateways).hasSize(Math.min(1_000, LETTERS + LETTERS / 10));
                assertThat(commandLines).containsAllEntriesOf(gateways);
            });
        }
    }

    private Map<String, String> listOfACommandLine() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        try (ForkedJvm list = CommandLineDoor.start(
                folder.resolve("stream.yaml"), folder.resolve("list.log"), List.of("list", "--json"))) {
            assertThat(list.exitCode()).as(list.output()).isZero();
            for (String line : new ArrayList<>(list.output().lines().toList())) {
                if (line.startsWith("{")) {
                    JsonNode letter = JSON.readTree(line);
                    listed.put(letter.path("letter").asText(), who(letter));
                }
            }
        }
        return listed;
    }

    private static Map<String, String> listOfAGateway(String address) throws IOException, InterruptedException {
        Map<String, String> listed = new TreeMap<>();
        URI uri = URI.create(address + "/api/dead-letters?max=1000");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        for (JsonNode letter : JSON.readTree(body).path("deadLetters")) {
            JsonNode place = letter.path("deadLetter");
            listed.put(
                    new RecordPosition(
                                    place.path("topic").asText(),
                                    place.path("partition").asInt(),
                                    place.path("offset").asLong())
                            .toString(),
                    who(letter));
        }
        return listed;
    }

    private static String who(JsonNode letter) {
        return letter.path("resent").path("by").asText() + " at "
                + letter.path("resent").path("at").asText();
    }
}
