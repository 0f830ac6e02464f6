package io.inferencestream.producer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.producer.account.Tally;
import io.inferencestream.producer.publish.KeyBy;
import io.inferencestream.producer.report.Progress;
import io.inferencestream.producer.report.RunReport;
import io.inferencestream.producer.run.RunSettings.Format;
import io.inferencestream.producer.source.Album;
import io.inferencestream.producer.source.SourceImage;
import io.inferencestream.testkit.image.Pngs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Runs against a real broker and registry, with a fake stream that answers. */
class ProducerRunIT {
    private static final int LARGEST_RECORD = 100_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static LocalBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static DevelopmentRegistry registry;

    private String prefix = "";

    @BeforeAll
    static void startCluster() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
    }

    @AfterAll
    static void stopCluster() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName() + "-";
        broker.createTopic(prefix + "images", 3, Map.of("max.message.bytes", Integer.toString(LARGEST_RECORD)));
        broker.createTopic(prefix + "predictions", 3);
        broker.createTopic(prefix + "dead-letters", 1);
    }

    @Test
    void accountsForEveryEventOverAStreamThatAbortsAndRepeats() throws Exception {
        RunSettings settings = settings(Format.AVRO, LONG);
        List<SourceImage> images = images(60);
        images.add(20, SourceImage.inMemory("letter.png", "test", null, new byte[] {'D', 'e', 'a', 'r'}));

        RunReport report = run(settings, images);

        assertThat(report.isComplete()).as(report.toString()).isTrue();
        Tally tally = report.tally();
        assertThat(tally.sending()).isEqualTo(new Tally.Sending(61, 0, 0, 0));
        assertThat(tally.predicted()).isEqualTo(60);
        assertThat(tally.rejections()).isEqualTo(Map.of("UNSUPPORTED_IMAGE", 1L));
        assertThat(tally.accuracy()).isEqualTo(new Tally.Accuracy(60, 60));
        assertThat(tally.latency().p50()).isPositive();
        assertThat(tally.models()).containsOnlyKeys("fake/1");
    }

    @Test
    void accountsForPlainImageFiles() throws Exception {
        RunReport report = run(settings(Format.BYTES, LONG), images(30));

        assertThat(report.isComplete()).as(report.toString()).isTrue();
        assertThat(report.tally().predicted()).isEqualTo(30);
    }

    @Test
    void namesWhatIsTooLargeForTheTopicAndSendsTheRest() throws Exception {
        List<SourceImage> images = images(10);
        images.add(3, SourceImage.inMemory("too-large-for-the-broker", "test", null, noise(2 * LARGEST_RECORD)));
        images.add(6, SourceImage.inMemory("too-large-for-the-client", "test", null, noise(3_000_000)));

        RunReport report = run(settings(Format.AVRO, LONG), images);

        assertThat(report.tally().sending()).isEqualTo(new Tally.Sending(10, 2, 0, 0));
        assertThat(report.tally().predicted()).isEqualTo(10);
        assertThat(report.notSent())
                .containsExactlyInAnyOrder(
                        "too-large-for-the-broker (too large)", "too-large-for-the-client (too large)");
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void reportsTheDuplicatesOfAStreamThatStutters() throws Exception {
        RunSettings settings = settings(Format.AVRO, LONG);
        RunReport report;
        try (FakeStream stream = stream(settings, true)) {
            report = new ProducerRun(settings, Progress.silent())
                    .execute(images(5).iterator());
        }

        assertThat(report.tally().faults().duplicates()).isPositive();
        assertThat(report.duplicates()).isNotEmpty();
        assertThat(report.tally().predicted()).isEqualTo(5);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void namesTheImagesThatAStreamLeavesUnanswered() throws Exception {
        RunReport report = new ProducerRun(settings(Format.AVRO, Duration.ofMillis(300)), Progress.silent())
                .execute(images(5).iterator());

        assertThat(report.tally().unaccounted()).isEqualTo(5);
        assertThat(report.unaccounted()).hasSize(5).allMatch(name -> name.contains(".png"));
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void namesTheTopicsThatAreMissing() {
        RunSettings settings = new RunSettings(
                new RunSettings.Topics(prefix + "images", prefix + "nowhere", prefix + "never"),
                Format.AVRO,
                KeyBy.SOURCE,
                0,
                null,
                null,
                LONG,
                settings(Format.AVRO, LONG).kafka());

        assertThatThrownBy(() -> new ProducerRun(settings, Progress.silent())
                        .execute(images(1).iterator()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no topic " + prefix + "never, " + prefix + "nowhere");
    }

    @Test
    void saysThatTheRegistryIsAwayAndSendsNothing() throws Exception {
        RunSettings settings = settings(Format.AVRO, null);
        registry.stop();
        try {
            RunReport report = new ProducerRun(settings, Progress.silent())
                    .execute(images(3).iterator());

            assertThat(report.problem()).contains("registry");
            assertThat(report.tally().sending().sent()).isZero();
            assertThat(report.isComplete()).isFalse();
        } finally {
            registry.restart();
        }
    }

    @Test
    void stopsAnEndlessRunAndReportsWhatItSent() throws Exception {
        ProducerRun[] run = new ProducerRun[1];
        Progress stopsAfterTen = new Progress() {
            @Override
            public void show(Tally tally) {
                if (tally.sending().sent() >= 10) {
                    run[0].stop();
                }
            }

            @Override
            public void close() {}
        };
        run[0] = new ProducerRun(settings(Format.BYTES, null), stopsAfterTen);

        RunReport report = run[0].execute(Album.of(images(3)).looped(Long.MAX_VALUE));

        assertThat(report.tally().sending().sent()).isGreaterThanOrEqualTo(10);
        assertThat(report.isComplete()).isTrue();
    }

    private static RunReport run(RunSettings settings, List<SourceImage> images) throws Exception {
        try (FakeStream stream = stream(settings, false)) {
            return new ProducerRun(settings, Progress.silent()).execute(images.iterator());
        }
    }

    private static FakeStream stream(RunSettings settings, boolean stutters) {
        return new FakeStream(settings, stutters);
    }

    private RunSettings settings(Format format, @org.jspecify.annotations.Nullable Duration patience) {
        return new RunSettings(
                new RunSettings.Topics(prefix + "images", prefix + "predictions", prefix + "dead-letters"),
                format,
                KeyBy.ROUND_ROBIN,
                0,
                null,
                null,
                patience,
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "schema.registry.url",
                        registry.url().toString()));
    }

    private static List<SourceImage> images(int count) {
        List<SourceImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = i % 2 == 0 ? "bag" : "coat";
            images.add(SourceImage.inMemory(label + "/" + i + ".png", label, label, Pngs.patterned(i)));
        }
        return images;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        return noise;
    }
}
