package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.topology.RecordObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams that do not get on, each for another reason: none looks well. They stall side by side, so that the minute that
 * health waits passes once.
 */
final class StalledIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int IMAGES = 10;

    /** From here on InferenceStalled fires. */
    private static final double ALERT_SECONDS = 60;

    private static final byte[] OF_AN_UNKNOWN_SCHEMA = {0, 0, 0, 18, 103, 1};

    @TempDir
    private static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<StreamApp> RUNNING = new ArrayList<>();
    private static final CountDownLatch END = new CountDownLatch(1);
    private static StreamFixture fixture;
    private static StreamApp withoutRegistry;
    private static StreamApp standing;
    private static StreamApp withoutPartitions;
    private static StreamApp throttled;
    private static StreamApp idle;

    @BeforeAll
    static void stallAll() throws Exception {
        fixture = StreamFixture.start();
        withoutRegistry = losesItsRegistry("registry");
        standing = standsAtARecord("standing");
        withoutPartitions = meetsAnotherOfItsName("namesake");
        throttled = comesUnderAQuota("quota");
        idle = start("idle");
    }

    @AfterAll
    static void stop() {
        END.countDown();
        RUNNING.forEach(StreamApp::close);
        fixture.close();
    }

    @Test
    void aStreamThatWaitsForItsRegistryIsStalled() throws Exception {
        awaitStall(withoutRegistry, "registry-images-0", 1);
    }

    @Test
    void aStreamWhoseThreadStandsStillIsStalledAndItsLagCountsWhatItHasFetched() throws Exception {
        awaitStall(standing, "standing-images-0", IMAGES);
    }

    @Test
    void aStreamThatGetsNoPartitionsOfItsTopicIsStalled() throws Exception {
        awaitStall(withoutPartitions, "namesake-2-images-0", 0); // none is its own
    }

    @Test
    void aStreamWhoseProducerIsThrottledBelowItsSmallestTransactionIsStalled() throws Exception {
        awaitStall(throttled, "quota-images-0", IMAGES);
    }

    @Test
    void aStreamWithoutAnythingToDoIsNot() throws Exception {
        awaitStall(withoutRegistry, "registry-images-0", 1);

        assertThat(get(idle, "/health/ready").statusCode()).isEqualTo(200);
        assertThat(metric(idle, "inference_commit_stall_seconds")).isZero();
    }

    private static void awaitStall(StreamApp app, String partition, double lag) throws Exception {
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> metric(app, "inference_commit_stall_seconds") > ALERT_SECONDS
                        && app.readiness().obstacles().containsKey("stall"));
        HttpResponse<String> ready = get(app, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"stall\":\"records wait in " + partition);
        assertThat(metric(app, "inference_lag_records")).isEqualTo(lag);
    }

    private static StreamApp losesItsRegistry(String name) throws Exception {
        try (DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults())) {
            StreamApp app = start(name, "registry: {schema.registry.url: '" + registry.url() + "'}");
            registry.close();
            fixture.send(List.of(new ProducerRecord<>(name + "-images", OF_AN_UNKNOWN_SCHEMA)));
            return app;
        }
    }

    /** All its images are fetched by then: the first one holds the others up. */
    private static StreamApp standsAtARecord(String name) throws Exception {
        fixture.createTopics(name, 1, Map.of());
        fixture.send(images(name));
        StreamApp app = StreamApp.start(
                fixture.settings(name, folder.resolve(name)),
                outcome -> {},
                parts -> parts.watchedBy(
                        new RecordObserver() {
                            @Override
                            public void read(SourceRecord record) {
                                standStill();
                            }
                        },
                        parts.trace()));
        RUNNING.add(app);
        return app;
    }

    private static void standStill() {
        try {
            END.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Two of one name that read other topics and have not seen each other at the start: one gets no partitions. */
    private static StreamApp meetsAnotherOfItsName(String name) throws Exception {
        fixture.createTopics(name + "-1", 1, Map.of());
        fixture.createTopics(name + "-2", 1, Map.of());
        StreamApp first = StreamApp.prepare(
                fixture.settings(name + "-1", folder.resolve("1"), "application: " + name), outcome -> {});
        StreamApp second = StreamApp.prepare(
                fixture.settings(name + "-2", folder.resolve("2"), "application: " + name), outcome -> {});
        RUNNING.addAll(List.of(first, second));
        first.run();
        await().atMost(PATIENCE).until(() -> first.readiness().isReady());
        second.run();
        fixture.send(images(name + "-2"));
        return second;
    }

    private static StreamApp comesUnderAQuota(String name) throws Exception {
        throttle(name + "-StreamThread-1-producer");
        StreamApp app = start(name, "kafka: {" + fixture.bootstrap() + ", client.id: " + name + "}");
        fixture.send(images(name));
        return app;
    }

    private static void throttle(String clientId) throws Exception {
        ClientQuotaEntity client = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
        ClientQuotaAlteration.Op slow = new ClientQuotaAlteration.Op("producer_byte_rate", 1.0);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", fixture.broker().bootstrapServers()))) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(client, List.of(slow))))
                    .all()
                    .get();
        }
    }

    private static StreamApp start(String name, String... sections) throws Exception {
        fixture.createTopics(name, 1, Map.of());
        StreamApp app = StreamApp.start(fixture.settings(name, folder.resolve(name), sections), outcome -> {});
        RUNNING.add(app);
        await().atMost(PATIENCE).until(() -> app.readiness().isReady());
        return app;
    }

    private static List<ProducerRecord<byte[], byte[]>> images(String name) {
        byte[] event = fixture.good(name);
        return IntStream.range(0, IMAGES)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(name + "-images", event))
                .toList();
    }

    private static double metric(StreamApp app, String name) throws Exception {
        return Pattern.compile("(?m)^" + name + " (\\S+)$")
                .matcher(get(app, "/metrics").body())
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(StreamApp app, String path) throws Exception {
        URI address = app.observedAt().orElseThrow().resolve(path);
        return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
