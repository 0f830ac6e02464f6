package io.inferencestream.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Launcher;
import io.inferencestream.bench.contestant.PeerPaths;
import io.inferencestream.bench.load.Follower;
import io.inferencestream.bench.run.Measurement.Latency;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.Workloads;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the instrument counts right; what it counts says nothing on a machine that builds. */
class BenchIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> SMALL = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path work;

    @Test
    void countsEveryAnswerOfEveryContestantAndGoesOnWhereItWas() throws InterruptedException {
        Plan plan = new Plan(
                List.of(Workloads.FASHION),
                List.of(Contestant.LIMIT, Contestant.TUNED_NAIVE, Contestant.OURS_EXACTLY_ONCE),
                1,
                Duration.ofMillis(300),
                Duration.ofMillis(1_500), // several commits, however fast the machine
                List.of(50),
                2,
                50_000);
        Bench bench = new Bench(plan, HOME, null, work, SMALL, List.of(), line -> {});

        Results results = bench.run();

        assertThat(results.all()).hasSize(3).allSatisfy(measurement -> {
            assertThat(measurement.failure()).isNull();
            assertThat(measurement.rate()).isPositive();
        });
        for (String contestant : List.of("tuned-naive", "ours-eo")) {
            Measurement measured =
                    results.find(1, Workloads.FASHION, contestant).orElseThrow();
            assertThat(measured.sustained().checked()).isPositive();
            Latency latency = measured.latencies().get(0);
            assertThat(latency.sent()).isPositive();
            assertThat(latency.missing()).isZero();
            assertThat(latency.doubles()).isZero();
            assertThat(latency.p50Millis()).isPositive().isLessThanOrEqualTo(latency.p99Millis());
        }
        assertThat(results.find(1, Workloads.FASHION, "tuned-naive")
                        .orElseThrow()
                        .sustained()
                        .meanBatch())
                .isEqualTo(1);
        Measurement before = results.find(1, Workloads.FASHION, "ours-eo").orElseThrow();
        assertThat(bench.run().find(1, Workloads.FASHION, "ours-eo")).contains(before);
    }

    @Test
    void seesAnswersThatAreDoubleMissingOrWrong() throws InterruptedException {
        Workload workload = new Workloads(HOME, null, work).open(Workloads.FASHION);
        List<Integer> allSneakers = workload.album().stream().map(image -> 7).toList();
        try (Cluster cluster = Cluster.start(work)) {
            Launcher launcher = new Launcher(new PeerPaths(HOME), work, SMALL, List.of(), null);
            Ground ground = new Ground(cluster, launcher, workload, 2, allSneakers);
            WorkSettings settings = ground.newOutput(Contestant.OURS, "images");
            try (Follower follower = ground.follow(Contestant.OURS, settings, 1);
                    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", cluster.bootstrap()),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                byte[] sneaker = prediction(cluster, settings.output(), 7);
                producer.send(answer(settings.output(), 0, sneaker));
                producer.send(answer(settings.output(), 1, sneaker));
                producer.send(answer(settings.output(), 1, sneaker));
                producer.send(answer(settings.output(), 3, sneaker));

                await().atMost(PATIENCE).until(() -> follower.count() == 3 && follower.doubles() == 1);
                assertThat(follower.missing(4)).isOne();
                follower.requireHealthy();

                producer.send(answer(settings.output(), 4, prediction(cluster, settings.output(), 8)));
                await().atMost(PATIENCE).until(() -> follower.count() == 4);
                assertThatThrownBy(follower::requireHealthy).hasMessageContaining("image 4 is 7, not 8");
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> answer(String topic, long number, byte[] value) {
        return new ProducerRecord<>(
                topic, 0, ByteBuffer.allocate(Long.BYTES).putLong(number).array(), value);
    }

    private static byte[] prediction(Cluster cluster, String topic, int classIndex) {
        return RecordWriter.<PredictionEvent>ofValues(
                        SchemaRegistryClient.of(Map.of("schema.registry.url", cluster.registry())), Map.of(), topic)
                .write(new PredictionEvent(
                        "image",
                        "bench",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new ModelIdentity("fashion", "1", "0"),
                        List.of(new LabelProbability("label", classIndex, 1f, null)),
                        null,
                        "images",
                        0,
                        0L,
                        new StationTimings(0L, 0L, 0L, 0L),
                        1,
                        "cpu",
                        "instance",
                        null,
                        "classification",
                        null,
                        null,
                        null,
                        null,
                        Map.of()));
    }
}
