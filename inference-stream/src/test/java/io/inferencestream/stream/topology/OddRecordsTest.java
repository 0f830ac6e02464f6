package io.inferencestream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.stream.event.BytesReader;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.testkit.image.Pngs;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that brings out a fault of the stream's own, or an outcome that cannot be written, costs itself alone. */
final class OddRecordsTest {
    private static final byte[] ODD = {4, 2};

    private TestStream stream;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> images;
    private TestOutputTopic<byte[], byte[]> predictions;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    private void start(EventReader reader) {
        stream = new TestStream(
                Duration.ofSeconds(5),
                Set.of(),
                () -> reader,
                FakeModel.named("m").load());
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(stream.topology(), properties);
        images = driver.createInputTopic(TestStream.IMAGES, new ByteArraySerializer(), new ByteArraySerializer());
        predictions = driver.createOutputTopic(
                TestStream.PREDICTIONS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic(
                TestStream.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        stream.close();
    }

    @Test
    void aRecordOnWhichTheReaderFailsIsADeadLetterAmongPredictions() {
        start(failingOnOddOnes());

        images.pipeInput(Pngs.gray(0));
        images.pipeInput(ODD);
        images.pipeInput(Pngs.gray(0));

        assertThat(predictions.readRecordsToList()).hasSize(2);
        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.value()).isEqualTo(ODD);
        assertThat(text(letter, HeaderNames.REJECTION_REASON)).isEqualTo("UNREADABLE_EVENT");
        assertThat(text(letter, HeaderNames.REJECTION_DETAIL)).contains("the reader failed on it", "felled");
    }

    @Test
    void manyInARowAreNotTheRecordsFault() {
        start(failingOnOddOnes());

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        images.pipeInput(ODD);
                    }
                })
                .hasRootCauseMessage("felled");

        assertThat(deadLetters.readRecordsToList()).hasSizeLessThan(20);
    }

    @Test
    void anyNumberOfThemAmongGoodOnesAreTheirOwnFault() {
        start(failingOnOddOnes());

        for (int i = 0; i < 50; i++) {
            images.pipeInput(ODD);
            images.pipeInput(Pngs.gray(0));
        }

        assertThat(deadLetters.readRecordsToList()).hasSize(50);
        assertThat(predictions.readRecordsToList()).hasSize(50);
    }

    @Test
    void aPredictionThatItsTopicDoesNotTakeIsADeadLetterThatSaysWhy() {
        start(new BytesReader());

        RecordHeaders headers = new RecordHeaders();
        headers.add("note", new byte[(1 << 20) - 1_000]);
        headers.add("more", new byte[1_000]);
        images.pipeInput(new TestRecord<>(null, Pngs.gray(0), headers, 1L));

        assertThat(predictions.isEmpty()).isTrue();
        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(text(letter, HeaderNames.REJECTION_REASON)).isEqualTo("PREDICTION_REFUSED");
        assertThat(text(letter, HeaderNames.REJECTION_DETAIL)).contains("takes records of 1048576 bytes");
        assertThat(text(letter, HeaderNames.HEADERS_LEFT_OUT)).isEqualTo("2");
        assertThat(letter.value()).isNull();
    }

    private static EventReader failingOnOddOnes() {
        BytesReader reader = new BytesReader();
        return record -> {
            if (record.value() != null && record.value().length == ODD.length) {
                throw new IllegalStateException("felled");
            }
            return reader.read(record);
        };
    }

    private static String text(TestRecord<byte[], byte[]> record, String header) {
        return HeaderText.of(record.headers(), header);
    }
}
