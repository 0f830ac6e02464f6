package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.config.StreamSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape of a stream at work shows, against what is written of it. */
final class ObservedStreamIT {
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "metrics.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int GOOD = 2_000;
    private static final int DAMAGED = 20;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void showsEveryDocumentedMetricAndNoOtherOfOurs() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults())) {
            SmallStream.createTopics(broker);
            String settings = SmallStream.settings(folder, broker, registry, Map.of());
            try (StreamApp app = StreamApp.start(StreamSettings.parse(settings, Map.of()), outcome -> {})) {
                URI address = app.observedAt().orElseThrow();
                SmallStream.send(broker, GOOD, DAMAGED);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> sum(scrape(address), "inference_lag_records") > 0);
                await().atMost(PATIENCE)
                        .until(() -> sum(scrape(address), "inference_predictions_total") == GOOD
                                && sum(scrape(address), "inference_rejections_total") == DAMAGED
                                && sum(scrape(address), "inference_lag_records") == 0);
                String scrape = scrape(address);

                assertThat(kinds(scrape)).isEqualTo(documented());
                assertThat(sum(scrape, "inference_records_total")).isEqualTo(GOOD + DAMAGED);
                assertThat(sum(scrape, "inference_record_seconds_count")).isEqualTo(GOOD + DAMAGED);
                assertThat(sum(scrape, "inference_batch_images_sum")).isEqualTo(GOOD);
                assertThat(sum(scrape, "inference_in_flight_bytes")).isZero();
                assertThat(sum(scrape, "inference_predictor_busy_seconds_total"))
                        .isPositive();
                assertThat(scrape).contains("jvm_memory_used_bytes", "process_cpu_usage", "kafka_consumer_");
                assertThat(get(address.resolve("/health/ready")).statusCode()).isEqualTo(200);

                assertThat(broker.isRunning()).isTrue();
                broker.stop();
                await().atMost(PATIENCE)
                        .until(() ->
                                get(address.resolve("/health/ready")).body().contains("\"broker\":\"no broker"));
                broker.restart();
                await().atMost(PATIENCE)
                        .until(() -> get(address.resolve("/health/ready")).statusCode() == 200);
            }
        }
    }

    /** Names of our metrics with their kinds, as the table says. */
    private static Map<String, String> documented() throws Exception {
        return found(Pattern.compile("\\| `(inference_\\w+)` \\| (\\w+) \\|"), Files.readString(DOCUMENT));
    }

    private static Map<String, String> kinds(String scrape) {
        return found(Pattern.compile("# TYPE (inference_\\w+) (\\w+)"), scrape);
    }

    private static Map<String, String> found(Pattern pattern, String text) {
        Map<String, String> kinds = new TreeMap<>();
        pattern.matcher(text).results().forEach((MatchResult match) -> kinds.put(match.group(1), match.group(2)));
        return kinds;
    }

    private static double sum(String scrape, String name) {
        return Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$")
                .matcher(scrape)
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .sum();
    }

    private String scrape(URI address) throws Exception {
        return get(address.resolve("/metrics")).body();
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
