package io.inferencestream.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.stream.event.DeadLetters;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.resend.TestLetters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What operators type, against a real broker. */
final class OperatorCommandsIT {
    private static LocalBroker broker;

    @TempDir
    private Path folder;

    private String name = "";
    private TestLetters letters;
    private String out = "";
    private String err = "";

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(BrokerOptions.defaults());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void writeSettings(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName();
        Files.writeString(
                folder.resolve("stream.yaml"),
                String.join(
                        "\n",
                        "application: " + name,
                        "input: {topic: " + name + "-images}",
                        "output: {predictions: " + name + "-predictions, deadLetters: " + name + "-dead, models: "
                                + name + "-models}",
                        "kafka: {bootstrap.servers: '" + broker.bootstrapServers() + "'}"));
        letters = new TestLetters(broker.bootstrapServers(), name + "-images", name + "-dead");
    }

    @Test
    void makesTopicsThatTheCheckPassesAndMakesThemOnce() {
        assertThat(run("topics", "check")).isEqualTo(1);
        assertThat(out).contains("PROBLEM topic " + name + "-images: it is not there");
        assertThat(run("topics", "create", "--partitions", "3", "--dry-run")).isZero();
        assertThat(run("topics", "check")).isEqualTo(1);

        assertThat(run("topics", "create", "--partitions", "3", "--retention", "14d", "--max-message-bytes", "2000000"))
                .isZero();
        assertThat(out)
                .contains("create  " + name
                        + "-images: 3 partitions {max.message.bytes=2000000, retention.ms=1209600000}")
                .contains(
                        "create  " + name + "-dead: 3 partitions {max.message.bytes=2065536, retention.ms=1209600000}")
                .contains("create  " + name + "-dead-resent: 1 partition {cleanup.policy=compact}")
                .contains("create  " + name
                        + "-models: 1 partition {cleanup.policy=compact, message.timestamp.type=LogAppendTime}");

        assertThat(run("topics", "check")).isZero();
        assertThat(out).contains("limits.imageBytes allows images of 8388608 bytes");
        assertThat(run("topics", "create")).isZero();
        assertThat(out.lines()).hasSize(5).allMatch(line -> line.startsWith("keep    "));
    }

    @Test
    void makesATopicOfImagesThatTakesWhatTheStreamTakes() {
        assertThat(run("topics", "create", "--partitions", "1")).isZero();

        assertThat(out)
                .contains("create  " + name + "-images: 1 partition {max.message.bytes=8454144}")
                .contains("create  " + name + "-dead: 1 partition {max.message.bytes=8519680}");
        assertThat(run("topics", "check")).isZero();
        assertThat(out).isEqualTo("The topics are as the stream needs them.\n");
    }

    @Test
    void changesTopicsOfOthersOnlyWhenTold() {
        broker.createTopic(name + "-images", 4);
        broker.createTopic(name + "-dead", 4);
        broker.createTopic(name + "-predictions", 2);
        broker.createTopic(name + "-models", 1);

        assertThat(run("topics", "create")).isEqualTo(1);
        assertThat(out)
                .contains("change  " + name + "-dead: max.message.bytes from 1048588 to 1114124 (left: say --mend)");
        assertThat(run("topics", "check")).isEqualTo(1);

        assertThat(run("topics", "create", "--mend")).isZero();
        assertThat(out)
                .contains("widen   " + name + "-predictions: from 2 to 4 partitions")
                .contains("change  " + name + "-models: cleanup.policy from delete to compact");
        await().atMost(Duration.ofSeconds(20)).until(() -> run("topics", "create") == 0);
        await().atMost(Duration.ofSeconds(20)).until(() -> run("topics", "check") == 0);
        assertThat(out)
                .contains("limits.imageBytes allows images of 8388608 bytes")
                .endsWith("The topics are as the stream needs them.\n");
    }

    /** What the check names, the command that it names mends: each of these topics is wrong in another way. */
    @Test
    void mendsWhateverTheCheckNames() throws Exception {
        Map<String, String> compacted = Map.of("cleanup.policy", "compact");
        broker.createTopic(name + "-images", 2, compacted);
        broker.createTopic(
                name + "-predictions",
                1,
                Map.of("max.message.bytes", "1000", "message.timestamp.before.max.ms", "1000"));
        broker.createTopic(name + "-dead", 1, compacted);
        broker.createTopic(name + "-dead-resent", 1);
        Files.writeString(folder.resolve("stream.yaml"), "\nthreads: {stream: 3}\n", StandardOpenOption.APPEND);

        assertThat(run("topics", "check")).isEqualTo(1);
        assertThat(out.lines().filter(line -> line.contains("inference-stream topics create -c FILE")))
                .hasSize(10);
        assertThat(run(
                        "topics",
                        "create",
                        "--mend",
                        "--retention",
                        "7d",
                        "--max-message-bytes",
                        "8454144",
                        "--partitions",
                        "3"))
                .isZero();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(run("topics", "check")).isZero();
            assertThat(out).doesNotContain("topics create").endsWith("The topics are as the stream needs them.\n");
        });
        assertThat(run("topics", "create")).isZero();
        assertThat(out.lines()).hasSize(5).allMatch(line -> line.startsWith("keep    "));
    }

    @Test
    void listsTheLettersThatMatchAndShowsOne() {
        run("topics", "create", "--partitions", "2", "--retention", "36500d");
        long noon = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
        letters.write(records(0, 0, 5, noon), RejectionReason.CORRUPT_IMAGE, "fashion/1");
        letters.write(records(1, 5, 8, noon + 60_000), RejectionReason.UNKNOWN_MODEL, "horses");

        assertThat(run("dead-letters", "list")).isZero();
        assertThat(out).contains("5  CORRUPT_IMAGE", "3  UNKNOWN_MODEL", "8  dead letters, 0 of them resent");
        run("dead-letters", "list", "--reason", "UNKNOWN_MODEL", "--json");
        assertThat(out.lines())
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo("{\"letter\":\"" + name + "-dead-1@0\",\"time\":\"2026-01-31T12:01:00Z\","
                        + "\"reason\":\"UNKNOWN_MODEL\",\"record\":\"" + name + "-images-1@5\",\"model\":\"horses\","
                        + "\"bytes\":9,\"detail\":\"for the test\"}");
        assertThat(listed("--model", "fashion")).isEqualTo(5);
        assertThat(listed("--model", "fashion/2")).isZero();
        assertThat(listed("--partition", "1")).isEqualTo(3);
        assertThat(listed("--until", "2026-01-31T12:01:00Z")).isEqualTo(5);
        assertThat(listed("--from", "2026-01-31T12:01:00Z")).isEqualTo(3);
        assertThat(listed("--from", "1h")).isZero();
        assertThat(listed("--record", name + "-images-1@6")).isEqualTo(1);
        assertThat(listed(name + "-dead-0@2", name + "-dead-1@1")).isEqualTo(2);

        Path value = folder.resolve("value");
        assertThat(run("dead-letters", "show", name + "-dead-1@1", "--value", value.toString()))
                .isZero();
        assertThat(out)
                .contains("record   " + name + "-images-1@6")
                .contains("key      key-6")
                .contains("  camera: north-6")
                .contains("  camera: 00 ff")
                .contains("  inference.rejection.reason: UNKNOWN_MODEL");
        assertThat(value).hasContent("value-1-6");
        assertThat(run("dead-letters", "show", name + "-dead-1@99")).isEqualTo(1);
        assertThat(err).contains("There is no letter at " + name + "-dead-1@99");
    }

    @Test
    void resendsLettersAsTheyWereAndOnlyOnce() {
        run("topics", "create", "--partitions", "2");
        List<SourceRecord> records = new ArrayList<>(records(0, 0, 3, System.currentTimeMillis()));
        records.addAll(records(1, 3, 6, System.currentTimeMillis()));
        letters.write(records, RejectionReason.MODEL_FAILED, "fashion/1");

        assertThat(run("dead-letters", "resend", "--reason", "MODEL_FAILED", "--dry-run"))
                .isZero();
        assertThat(out).contains("6 would be resent, 0 resent before, 0 cannot be resent");
        assertThat(letters.images()).isEmpty();
        assertThat(run("dead-letters", "resend", name + "-dead-1@1")).isZero();
        assertThat(out)
                .isEqualTo("resend  " + name + "-dead-1@1, was " + name
                        + "-images-1@4\n1 resent, 0 resent before, 0 cannot be resent\n");
        assertThat(run("dead-letters", "resend", "--all")).isZero();
        assertThat(out).contains("5 resent, 1 resent before, 0 cannot be resent");
        assertThat(run("dead-letters", "resend", "--all")).isZero();
        assertThat(out).contains("0 resent, 6 resent before, 0 cannot be resent");

        List<ConsumerRecord<byte[], byte[]>> images = letters.images();
        assertThat(images).hasSize(6);
        for (ConsumerRecord<byte[], byte[]> image : images) {
            SourceRecord was = records.stream()
                    .filter(record -> Arrays.equals(record.value(), image.value()))
                    .findFirst()
                    .orElseThrow();
            assertThat(image.partition()).isEqualTo(was.id().partition());
            assertThat(image.key()).isEqualTo(was.key());
            assertThat(image.timestamp()).isEqualTo(was.timestampMillis());
            Headers headers = new RecordHeaders(image.headers());
            headers.remove(HeaderNames.RESENT_FROM);
            assertThat(headers.toArray()).isEqualTo(was.headers().toArray());
            assertThat(TestLetters.from(image)).startsWith(name + "-dead-" + image.partition() + "@");
        }
        assertThat(listed()).isEqualTo(6);
        assertThat(out.lines()).allMatch(line -> line.contains("\"resent\":{"));
    }

    @Test
    void resendsARecordThatWasRejectedTwiceOnce() {
        run("topics", "create", "--partitions", "1");
        List<SourceRecord> records = records(0, 0, 4, System.currentTimeMillis());
        letters.write(records, RejectionReason.MODEL_FAILED, "fashion/1");
        letters.write(records.subList(2, 4), RejectionReason.MODEL_FAILED, "fashion/1");

        run("dead-letters", "resend", name + "-dead-0@4");
        assertThat(out).contains("1 resent, 0 resent before");
        run("dead-letters", "resend", "--all");

        assertThat(out)
                .contains("skip    " + name + "-dead-0@2, was " + name + "-images-0@2: its double " + name
                        + "-dead-0@4 was resent by command line (")
                .contains("3 resent, 3 resent before, 0 cannot be resent");
        assertThat(letters.images()).hasSize(4);
    }

    @Test
    void resendsALetterThatWasRejectedAgainAfterItWasResent() {
        run("topics", "create", "--partitions", "1");
        long now = System.currentTimeMillis();
        letters.write(records(0, 0, 1, now), RejectionReason.MODEL_FAILED, "fashion/1");
        run("dead-letters", "resend", "--all");
        ConsumerRecord<byte[], byte[]> resent = letters.images().get(0);
        SourceRecord readAgain = new SourceRecord(
                new RecordId(resent.topic(), 0, 7), resent.key(), resent.value(), resent.headers(), resent.timestamp());
        letters.write(List.of(readAgain), RejectionReason.MODEL_FAILED, "fashion/1");

        run("dead-letters", "resend", "--all");

        assertThat(out).contains("1 resent, 1 resent before");
        assertThat(letters.images()).hasSize(2);
        assertThat(letters.images().get(1).headers().headers(HeaderNames.RESENT_FROM))
                .hasSize(1);
    }

    @Test
    void resendsALetterOnceWhileATransactionOfTheStreamIsOpenOnItsPartition() {
        run("topics", "create", "--partitions", "1");
        letters.write(records(0, 0, 1, System.currentTimeMillis()), RejectionReason.MODEL_FAILED, "fashion/1");
        try (KafkaProducer<byte[], byte[]> stream = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", name),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            stream.initTransactions();
            stream.beginTransaction();
            stream.send(new ProducerRecord<>(name + "-dead", new byte[] {1}));
            stream.flush();

            run("dead-letters", "resend", "--all");
            run("dead-letters", "resend", "--all");

            assertThat(letters.images()).hasSize(1);
            stream.abortTransaction();
        }
    }

    @Test
    void resendsNoDoubleOfALetterThatRetentionHasTakenSinceItWasResent() throws Exception {
        run("topics", "create", "--partitions", "1");
        List<SourceRecord> records = records(0, 0, 1, System.currentTimeMillis());
        letters.write(records, RejectionReason.MODEL_FAILED, "fashion/1");
        letters.write(records, RejectionReason.MODEL_FAILED, "fashion/1");
        run("dead-letters", "resend", name + "-dead-0@0");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(name + "-dead", 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }

        run("dead-letters", "resend", "--all");

        assertThat(letters.images()).hasSize(1);
    }

    @Test
    void leavesLettersThatCannotBeResentAndSaysWhy() {
        run("topics", "create", "--partitions", "1", "--retention", "1d");
        letters.write(
                records(0, 0, 1, System.currentTimeMillis()),
                RejectionReason.CORRUPT_IMAGE,
                "fashion/1",
                new DeadLetters("test", () -> 10));
        letters.write(
                records(0, 1, 2, System.currentTimeMillis() - Duration.ofDays(2).toMillis()),
                RejectionReason.CORRUPT_IMAGE,
                "fashion/1");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(name + "-dead", new byte[] {1}));
        }

        assertThat(run("dead-letters", "resend", "--all")).isEqualTo(1);
        assertThat(out)
                .contains("its value of 9 bytes was too large for the topic of dead letters")
                .contains("older than the input topic keeps or takes records")
                .contains("its headers do not say which record it was")
                .contains("0 resent, 0 resent before, 3 cannot be resent");

        run("dead-letters", "resend", "--all", "--stamp-now");
        assertThat(out).contains("1 resent, 0 resent before, 2 cannot be resent");
        assertThat(letters.images())
                .singleElement()
                .satisfies(image -> assertThat(image.timestamp())
                        .isGreaterThan(System.currentTimeMillis()
                                - Duration.ofMinutes(5).toMillis()));
    }

    @Test
    void movesAStoppedGroupOnceItIsConfirmed() {
        run("topics", "create", "--partitions", "1");
        letters.write(records(0, 0, 10, System.currentTimeMillis()), RejectionReason.MODEL_FAILED, "m/1");
        run("dead-letters", "resend", "--all");
        try (KafkaConsumer<byte[], byte[]> member = member()) {
            member.subscribe(List.of(name + "-images"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !member.poll(Duration.ofMillis(200)).isEmpty());
            member.commitSync();

            assertThat(run("reset", "--to", "earliest", "--yes")).isEqualTo(1);
            assertThat(err).contains("Refused: 1 stream threads are members of the group");
        }

        assertThat(run("reset", "--to", "earliest", "--dry-run")).isZero();
        assertThat(out).containsPattern("-images-0: from \\d+ to 0, \\d+ read again\n");
        assertThat(run("reset", "--to", name + "-images-0@4", "--yes")).isZero();
        assertThat(run("reset", "--to", "earliest", "--dry-run")).isZero();
        assertThat(out).contains("from 4 to 0, 4 read again");
        assertThat(run("reset", "--to", "latest", "--dry-run")).isZero();
        assertThat(out).containsPattern("from 4 to \\d+, \\d+ never read");
        assertThat(run("reset", "--to", name + "-images-0@400", "--yes")).isEqualTo(1);
        assertThat(err).contains("there is no record " + name + "-images-0@400");
    }

    @Test
    void saysWhatIsWrongInALine() {
        assertThat(run("dead-letters", "list")).isEqualTo(1);
        assertThat(err).contains("there is no topic " + name + "-dead; 'inference-stream topics create' makes it");
        assertThat(run("dead-letters", "resend")).isEqualTo(2);
        assertThat(run("dead-letters", "list", "--reason", "BAD_LUCK")).isEqualTo(2);
        assertThat(run("dead-letters", "show", "nonsense")).isEqualTo(2);
        assertThat(run("reset", "--to", "yesterday")).isEqualTo(2);
    }

    private KafkaConsumer<byte[], byte[]> member() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        name,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private List<SourceRecord> records(int partition, int from, int to, long timestampMillis) {
        return IntStream.range(from, to)
                .mapToObj(offset -> letters.record(partition, offset, timestampMillis))
                .toList();
    }

    private long listed(String... filter) {
        List<String> arguments = new ArrayList<>(List.of("dead-letters", "list", "--json"));
        arguments.addAll(List.of(filter));
        assertThat(run(arguments.toArray(String[]::new))).isZero();
        return out.lines().count();
    }

    private int run(String... arguments) {
        Typed typed = Typed.command(folder.resolve("stream.yaml"), arguments);
        out = typed.out();
        err = typed.err();
        return typed.code();
    }
}
