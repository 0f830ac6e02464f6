package io.inferencestream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.kit.lifecycle.SharedOutageException;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.stream.event.BytesReader;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.testkit.image.Pngs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a record, seen from the topics. */
final class InferenceTopologyTest {
    private static final Duration WAITING = Duration.ofSeconds(5);
    private static final Duration ENDLESS = Duration.ofMinutes(1);
    private static final byte[] KEY = "camera-1".getBytes(StandardCharsets.UTF_8);

    private TestStream stream;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> images;
    private TestOutputTopic<byte[], String> predictions;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    private void start(TestStream theStream) {
        stream = theStream;
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(stream.topology(), properties);
        images = driver.createInputTopic(TestStream.IMAGES, new ByteArraySerializer(), new ByteArraySerializer());
        predictions =
                driver.createOutputTopic(TestStream.PREDICTIONS, new ByteArrayDeserializer(), new StringDeserializer());
        deadLetters = driver.createOutputTopic(
                TestStream.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        stream.close();
    }

    @Test
    void predictsAnImageUnderItsOwnKeyTimestampAndHeaders() {
        start(new TestStream(WAITING, FakeModel.named("m").load()));
        RecordHeaders headers = new RecordHeaders();
        headers.add(HeaderNames.TRACE_PARENT, new byte[] {1});

        images.pipeInput(new TestRecord<>(KEY, Pngs.gray(2), headers, 1234L));

        TestRecord<byte[], String> prediction = predictions.readRecord();
        assertThat(prediction.value()).isEqualTo("images-0@0=c");
        assertThat(prediction.key()).isEqualTo(KEY);
        assertThat(prediction.timestamp()).isEqualTo(1234L);
        assertThat(prediction.headers().lastHeader(HeaderNames.TRACE_PARENT).value())
                .containsExactly(1);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void aPredictionCarriesNoReasonOfAnEarlierDeath() {
        start(new TestStream(WAITING, FakeModel.named("m").load()));
        RecordHeaders headers = new RecordHeaders();
        HeaderNames.OF_REJECTIONS.forEach(name -> headers.add(name, new byte[] {1}));
        headers.add(HeaderNames.RESENT_FROM, new byte[] {2});

        images.pipeInput(new TestRecord<>(KEY, Pngs.gray(2), headers, 1234L));

        assertThat(predictions.readRecord().headers()).extracting(Header::key).containsExactly(HeaderNames.RESENT_FROM);
    }

    @Test
    void aDeadLetterSaysWhyOnceHoweverOftenItsRecordDied() {
        start(new TestStream(WAITING, FakeModel.named("m").load()));

        images.pipeInput(KEY, Pngs.truncated());
        RecordHeaders headers = new RecordHeaders(deadLetters.readRecord().headers());
        headers.add(HeaderNames.VALUE_LEFT_OUT, new byte[] {1});
        images.pipeInput(new TestRecord<>(KEY, Pngs.truncated(), headers, 1234L));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.headers())
                .extracting(Header::key)
                .doesNotHaveDuplicates()
                .doesNotContain(HeaderNames.VALUE_LEFT_OUT);
        assertThat(text(letter, HeaderNames.ERROR_OFFSET)).isEqualTo("1");
    }

    /** Others cannot have its partitions before it has ended. */
    @Test
    void aBrokenEngineFailsTheCommitAtOnce() {
        FakeModel model = FakeModel.named("m").load();
        model.breakDown();
        start(new TestStream(ENDLESS, model));

        assertThatThrownBy(() -> images.pipeInput(KEY, Pngs.gray(0)))
                .isInstanceOf(DroppedRecordException.class)
                .hasMessageContaining("images-0@0");

        assertThat(predictions.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void rejectsADamagedImageAndLeavesItsNeighboursAlone() {
        start(new TestStream(WAITING, FakeModel.named("m").load()));

        images.pipeInput(KEY, Pngs.gray(0));
        images.pipeInput(KEY, Pngs.truncated());
        images.pipeInput(KEY, Pngs.gray(1));

        assertThat(predictions.readValuesToList()).containsExactly("images-0@0=a", "images-0@2=b");
        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.value()).isEqualTo(Pngs.truncated());
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(text(letter, HeaderNames.REJECTION_REASON)).isEqualTo("CORRUPT_IMAGE");
        assertThat(text(letter, HeaderNames.ERROR_TOPIC)).isEqualTo("images");
        assertThat(text(letter, HeaderNames.ERROR_PARTITION)).isEqualTo("0");
        assertThat(text(letter, HeaderNames.ERROR_OFFSET)).isEqualTo("1");
    }

    @Test
    void keepsTheOrderOfRecordsWhateverTheOrderOfOutcomes() {
        start(new TestStream(
                WAITING,
                FakeModel.named("m")
                        .takes(Duration.ofMillis(2), Duration.ZERO)
                        .predictors(4)
                        .maxBatchSize(1)
                        .load()));

        images.pipeRecordList(records(40));

        assertThat(predictions.readValuesToList())
                .extracting(value -> Integer.parseInt(value.replaceAll(".*@(\\d+)=.*", "$1")))
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, 40).boxed().toList());
    }

    @Test
    void rejectsOnlyTheRecordThatFailsTheModel() {
        start(new TestStream(
                WAITING, FakeModel.named("m").failsOn(pixel -> pixel == 13).load()));

        images.pipeInput(KEY, Pngs.gray(12));
        images.pipeInput(KEY, Pngs.gray(13));

        assertThat(predictions.readValuesToList()).containsExactly("images-0@0=a");
        assertThat(text(deadLetters.readRecord(), HeaderNames.REJECTION_REASON)).isEqualTo("MODEL_FAILED");
    }

    @Test
    void rejectsARecordThatAnOperatorHasGivenUp() {
        start(new TestStream(
                WAITING,
                Set.of(RecordId.parse("images-0@1")),
                BytesReader::new,
                FakeModel.named("m").load()));

        images.pipeInput(KEY, Pngs.gray(0));
        images.pipeInput(KEY, Pngs.gray(0));

        assertThat(predictions.getQueueSize()).isEqualTo(1);
        assertThat(text(deadLetters.readRecord(), HeaderNames.REJECTION_REASON)).isEqualTo("REJECTED_BY_OPERATOR");
    }

    @Test
    void rejectsARecordThatAsksForAModelNobodyServes() {
        start(new TestStream(
                WAITING,
                Set.of(),
                () -> record -> request(record, "horses", Long.MAX_VALUE),
                FakeModel.named("m").load()));

        images.pipeInput(KEY, Pngs.gray(0));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(text(letter, HeaderNames.REJECTION_REASON)).isEqualTo("UNKNOWN_MODEL");
        assertThat(text(letter, HeaderNames.REJECTION_DETAIL)).contains("horses");
    }

    @Test
    void doesNotJudgeARecordThatAsksForAModelServedElsewhere() {
        start(new TestStream(
                WAITING,
                Set.of(),
                () -> record -> request(record, "elsewhere", Long.MAX_VALUE),
                FakeModel.named("m").load()));

        assertThatThrownBy(() -> images.pipeInput(KEY, Pngs.gray(0)))
                .hasRootCauseInstanceOf(SharedOutageException.class)
                .hasStackTraceContaining("images-0@0 waits: served elsewhere");

        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void routesByNameAndByVersion() {
        start(new TestStream(
                WAITING,
                Set.of(),
                () -> record -> request(record, "old/1", Long.MAX_VALUE),
                FakeModel.named("new").load(),
                FakeModel.named("old").load()));

        images.pipeInput(KEY, Pngs.gray(3));

        assertThat(predictions.readValue()).endsWith("=d");
    }

    @Test
    void rejectsAnImageWhoseDeadlineHasPassed() {
        start(new TestStream(
                WAITING,
                Set.of(),
                () -> record -> request(record, null, 1),
                FakeModel.named("m").load()));

        images.pipeInput(KEY, Pngs.gray(0));

        assertThat(text(deadLetters.readRecord(), HeaderNames.REJECTION_REASON)).isEqualTo("DEADLINE_PASSED");
    }

    @Test
    void rejectsARecordWithoutAValue() {
        start(new TestStream(WAITING, FakeModel.named("m").load()));

        images.pipeInput(new TestRecord<>(KEY, null));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(text(letter, HeaderNames.REJECTION_REASON)).isEqualTo("UNREADABLE_EVENT");
        assertThat(letter.value()).isNull();
    }

    @Test
    void givesBackAllMemory() {
        start(new TestStream(WAITING, FakeModel.named("m").load()));

        images.pipeRecordList(records(100));

        assertThat(stream.pipeline().recordsInFlight()).isZero();
        assertThat(stream.pipeline().bytesInFlight()).isZero();
    }

    private static List<TestRecord<byte[], byte[]>> records(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> new TestRecord<>(KEY, Pngs.gray(i % 4)))
                .toList();
    }

    private static ImageRequest request(SourceRecord record, String route, long deadline) {
        return new ImageRequest(
                record.id().toString(), "s", 0, route, ByteBuffer.wrap(record.value()), null, deadline, Map.of());
    }

    private static String text(TestRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
