package io.inferencestream.stream.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are resent once each, although those who resend them are killed and get in each other's way. */
final class ResendKillIT {
    private static final int PARTITIONS = 3;
    private static final int LETTERS = 10_000;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void resendsEveryLetterOnceThoughItIsKilledAndRunTwiceAtATime() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            broker.createTopic("images", PARTITIONS);
            broker.createTopic("images-dead-letters", PARTITIONS, Map.of("max.message.bytes", "1200000"));
            Files.writeString(
                    folder.resolve("stream.yaml"), "kafka: {bootstrap.servers: '" + broker.bootstrapServers() + "'}");
            TestLetters letters = new TestLetters(broker.bootstrapServers(), "images", "images-dead-letters");
            long now = System.currentTimeMillis();
            List<SourceRecord> records = IntStream.range(0, LETTERS)
                    .mapToObj(i -> letters.record(i % PARTITIONS, i, now))
                    .toList();
            letters.write(records, RejectionReason.MODEL_FAILED, "m/1");

            for (int kill = 0; kill < KILLS; kill++) {
                long before = written(admin);
                try (ForkedJvm resend = resend("killed")) {
                    await().atMost(Duration.ofSeconds(60))
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> written(admin) > before + 500 || !resend.isAlive());
                    assertThat(resend.isAlive()).as("killed at work").isTrue();
                    resend.kill();
                }
            }
            assertThat(letters.images()).hasSizeLessThan(LETTERS);
            try (ForkedJvm first = resend("first");
                    ForkedJvm second = resend("second")) {
                assertThat(List.of(first.exitCode(), second.exitCode()))
                        .as(first.output() + second.output())
                        .containsOnly(0);
            }
            try (ForkedJvm last = resend("last")) {
                assertThat(last.exitCode()).as(last.output()).isZero();
                assertThat(last.output()).contains("0 resent, 10,000 resent before, 0 cannot be resent");
            }

            List<String> values = letters.images().stream()
                    .map(image -> new String(image.value(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(values).hasSize(LETTERS);
            assertThat(new HashSet<>(values)).hasSize(LETTERS);
        }
    }

    private ForkedJvm resend(String name) {
        return Fork.of(InferenceStream.class)
                .small()
                .arguments(
                        "dead-letters",
                        "resend",
                        "--all",
                        "--config",
                        folder.resolve("stream.yaml").toString())
                .start(folder.resolve(name + ".log"));
    }

    /** Records on the images' topic, committed or not, and their transactions' marks. */
    private static long written(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        IntStream.range(0, PARTITIONS)
                .forEach(partition -> ends.put(new TopicPartition("images", partition), OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
