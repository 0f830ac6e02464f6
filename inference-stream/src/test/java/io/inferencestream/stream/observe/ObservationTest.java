package io.inferencestream.stream.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.batch.ClosedBy;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.SourceRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What whoever is on call sees over HTTP. */
final class ObservationTest {
    private static final StreamSettings.Observe FREE_PORT = new StreamSettings.Observe("127.0.0.1", OptionalInt.of(0));

    private final Map<String, String> obstacles = new TreeMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void saysThatItIsReadyOnceNothingStandsInTheWay() throws Exception {
        try (Observation observation = Observation.start(FREE_PORT, () -> obstacles)) {
            HttpResponse<String> answer = get(observation, "/health/ready");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"ready\":true}\n");
            assertThat(get(observation, "/metrics").body()).contains("\ninference_ready 1.0");
        }
    }

    @Test
    void saysWhyItIsNotReadyAndIsLiveAllTheSame() throws Exception {
        obstacles.put("outage", "the registry is \"away\"");
        try (Observation observation = Observation.start(FREE_PORT, () -> obstacles)) {
            HttpResponse<String> answer = get(observation, "/health/ready");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
            assertThat(answer.body())
                    .isEqualTo("{\"ready\":false,\"reasons\":{\"outage\":\"the registry is \\\"away\\\"\"}}\n");
            assertThat(get(observation, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(observation, "/metrics").body()).contains("\ninference_ready 0.0");
        }
    }

    @Test
    void answersNothingElse() throws Exception {
        try (Observation observation = Observation.start(FREE_PORT, () -> obstacles)) {
            assertThat(get(observation, "/").statusCode()).isEqualTo(404);
            assertThat(get(observation, "/metrics/x").statusCode()).isEqualTo(404);
            assertThat(ask(observation, "/metrics", "POST").statusCode()).isEqualTo(405);
            assertThat(ask(observation, "/metrics", "HEAD").body()).isEmpty();
        }
    }

    @Test
    void doesNotListenWhereItIsOff() throws Exception {
        try (Observation observation =
                Observation.start(new StreamSettings.Observe("127.0.0.1", OptionalInt.empty()), () -> obstacles)) {
            StreamMetrics metrics =
                    observation.metrics(List.of(FakeModel.named("m").load()));
            metrics.paused();

            assertThat(observation.address()).isEmpty();
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (Observation first = Observation.start(FREE_PORT, () -> obstacles)) {
            int taken = first.address().orElseThrow().getPort();

            assertThatThrownBy(() -> Observation.start(
                            new StreamSettings.Observe("127.0.0.1", OptionalInt.of(taken)), () -> obstacles))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void countsWhatItIsTold() throws Exception {
        try (Observation observation = Observation.start(FREE_PORT, () -> obstacles)) {
            FakeModel model = FakeModel.named("m").predictors(2).load();
            StreamMetrics metrics = observation.metrics(List.of(model));
            SourceRecord record = new SourceRecord(new RecordId("images", 0, 1), null, null, new RecordHeaders(), 0);

            metrics.read(record);
            metrics.emitted(record, new Rejection(RejectionReason.CORRUPT_IMAGE, "cut short"), 2_000_000);
            metrics.ran(model.card().id(), 1, ClosedBy.FULL, 8, TimeUnit.SECONDS.toNanos(3));
            metrics.ran(model.card().id(), 1, ClosedBy.HURRY, 0, TimeUnit.SECONDS.toNanos(1));
            metrics.drained(1_000_000);
            metrics.drainFailed();
            metrics.paused();
            metrics.resumed(Duration.ofMillis(1_500));
            metrics.threadDied();

            assertThat(get(observation, "/metrics").body())
                    .contains("\ninference_records_total 1.0")
                    .contains("\ninference_rejections_total{reason=\"CORRUPT_IMAGE\"} 1.0")
                    .contains("\ninference_rejections_total{reason=\"MODEL_FAILED\"} 0.0")
                    .contains("\ninference_record_seconds_bucket{le=\"0.001\"} 0\n")
                    .contains("\ninference_record_seconds_bucket{le=\"0.0025\"} 1\n")
                    .contains("\ninference_batch_images_sum{model=\"m\",version=\"1\"} 8.0")
                    .contains("\ninference_batch_images_count{model=\"m\",version=\"1\"} 1")
                    .contains("\ninference_batches_total{closed_by=\"hurry\",model=\"m\",version=\"1\"} 1.0")
                    .contains("\ninference_predictor_busy_seconds_total{model=\"m\",predictor=\"1\",version=\"1\"} 4.0")
                    .contains("\ninference_drain_seconds_count 1")
                    .contains("\ninference_drain_failures_total 1.0")
                    .contains("\ninference_outages_total 1.0")
                    .contains("\ninference_outage_seconds_total 1.5")
                    .contains("\ninference_paused 0.0")
                    .contains("\ninference_thread_deaths_total 1.0");
        }
    }

    private HttpResponse<String> get(Observation observation, String path) throws Exception {
        return ask(observation, path, "GET");
    }

    private HttpResponse<String> ask(Observation observation, String path, String method) throws Exception {
        URI address = observation.address().orElseThrow().resolve(path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
