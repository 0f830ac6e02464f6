package io.inferencestream.schemas.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.avro.AvroSerializer;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeReaderTest {
    private static final String PREDICTIONS = "predictions";
    private static final String DEAD_LETTERS = "images-dead-letters";
    private static final RecordPosition ORIGIN = new RecordPosition("images", 3, 1234);
    private static final RecordPosition LETTER = new RecordPosition(DEAD_LETTERS, 1, 7);

    private final FakeRegistry registry = new FakeRegistry();
    private final AvroSerializer<PredictionEvent> serializer = new AvroSerializer<>(registry.client());
    private final OutcomeReader reader = OutcomeReader.of(registry.client(), DEAD_LETTERS);

    @BeforeEach
    void configure() {
        serializer.configure(registry.config(), false);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void readsAPrediction() {
        ConsumerRecord<byte[], byte[]> record = record(PREDICTIONS, serializer.serialize(PREDICTIONS, event()));
        HeaderText.set(record.headers(), HeaderNames.RESENT_FROM, LETTER.toString());

        Predicted predicted = (Predicted) reader.read(record);

        assertThat(predicted.position()).hasToString("predictions-1@9");
        assertThat(predicted.origin()).isEqualTo(ORIGIN);
        assertThat(predicted.imageId()).contains("img-1");
        assertThat(predicted.resentFrom()).contains(LETTER);
        assertThat(predicted.event()).isEqualTo(event());
    }

    @Test
    void readsARejectionByItsHeadersAlone() {
        ConsumerRecord<byte[], byte[]> record = letter(ORIGIN);
        HeaderText.set(record.headers(), HeaderNames.REJECTION_DETAIL, "no end of image");
        HeaderText.set(record.headers(), HeaderNames.REJECTION_MODEL, "m/1");
        HeaderText.set(record.headers(), HeaderNames.REJECTION_INSTANCE, "host-1");
        HeaderText.set(record.headers(), HeaderNames.REJECTION_AT, "2026-11-29T03:05:33.605Z");
        HeaderText.set(record.headers(), HeaderNames.REJECTION_IMAGE_ID, "img-1");
        HeaderText.set(record.headers(), HeaderNames.VALUE_LEFT_OUT, "3000000000");
        HeaderText.set(record.headers(), HeaderNames.RESENT_FROM, LETTER.toString());

        assertThat(reader.read(record))
                .isEqualTo(new Rejected(
                        new RecordPosition(DEAD_LETTERS, 1, 9),
                        ORIGIN,
                        Optional.of("img-1"),
                        Optional.of(LETTER),
                        "CORRUPT_IMAGE",
                        "no end of image",
                        Optional.of("m/1"),
                        "host-1",
                        Optional.of(Instant.parse("2026-11-29T03:05:33.605Z")),
                        Optional.of(3_000_000_000L)));
        assertThat(registry.calls()).isEmpty();
    }

    @Test
    void readsARejectionThatSaysNoMoreThanWhyAndWhence() {
        ConsumerRecord<byte[], byte[]> record = letter(ORIGIN);
        HeaderText.set(record.headers(), HeaderNames.REJECTION_AT, "yesterday");

        Rejected rejected = (Rejected) reader.read(record);

        assertThat(rejected.origin()).isEqualTo(ORIGIN);
        assertThat(rejected.imageId()).isEmpty();
        assertThat(rejected.rejectedAt()).isEmpty();
        assertThat(rejected.resentFrom()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "images, three, 17",
        "images, -1, 17",
        "images, 3, 99999999999999999999",
        "images, 3, ''",
        "'', 3, 17",
    })
    void saysOfADeadLetterThatNamesNoRecordWhatItNames(String topic, String partition, String offset) {
        ConsumerRecord<byte[], byte[]> record = letter(ORIGIN);
        HeaderText.set(record.headers(), HeaderNames.ERROR_TOPIC, topic);
        HeaderText.set(record.headers(), HeaderNames.ERROR_PARTITION, partition);
        HeaderText.set(record.headers(), HeaderNames.ERROR_OFFSET, offset);

        assertThat(detail(record))
                .endsWith("topic '" + topic + "', partition '" + partition + "', offset '" + offset + "'");
    }

    @Test
    void saysWhatIsNoOutcome() {
        PredictionEvent unbatched = event();
        unbatched.setBatchSize(0);
        PredictionEvent homeless = event();
        homeless.setInputTopic("");

        assertThat(detail(record(DEAD_LETTERS, new byte[] {1}))).contains(HeaderNames.REJECTION_REASON);
        assertThat(detail(record(PREDICTIONS, null))).contains("without a value");
        assertThat(detail(record(PREDICTIONS, new byte[] {1, 2}))).isNotEmpty();
        assertThat(detail(record(PREDICTIONS, serializer.serialize(PREDICTIONS, unbatched))))
                .contains("0");
        assertThat(detail(record(PREDICTIONS, serializer.serialize(PREDICTIONS, homeless))))
                .contains("topic ''");
    }

    private String detail(ConsumerRecord<byte[], byte[]> record) {
        return ((Unreadable) reader.read(record)).detail();
    }

    @Test
    void callsNoPredictionUnreadableBecauseTheRegistryIsAway() {
        ConsumerRecord<byte[], byte[]> record = record(PREDICTIONS, serializer.serialize(PREDICTIONS, event()));
        registry.close();

        assertThatThrownBy(() -> reader.read(record)).isInstanceOf(RegistryUnavailableException.class);
    }

    private static ConsumerRecord<byte[], byte[]> letter(RecordPosition origin) {
        ConsumerRecord<byte[], byte[]> record = record(DEAD_LETTERS, new byte[] {1});
        HeaderText.set(record.headers(), HeaderNames.REJECTION_REASON, "CORRUPT_IMAGE");
        HeaderText.set(record.headers(), HeaderNames.ERROR_TOPIC, origin.topic());
        HeaderText.set(record.headers(), HeaderNames.ERROR_PARTITION, Integer.toString(origin.partition()));
        HeaderText.set(record.headers(), HeaderNames.ERROR_OFFSET, Long.toString(origin.offset()));
        return record;
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 1, 9, null, value);
    }

    private static PredictionEvent event() {
        return PredictionEvent.newBuilder()
                .setImageId("img-1")
                .setSource("camera-7")
                .setCapturedAt(Instant.EPOCH)
                .setPredictedAt(Instant.EPOCH)
                .setModel(new ModelIdentity("m", "1", "00"))
                .setTopK(List.of(new LabelProbability("a", 0, 1f, null)))
                .setInputTopic(ORIGIN.topic())
                .setInputPartition(ORIGIN.partition())
                .setInputOffset(ORIGIN.offset())
                .setTimings(new StationTimings(1L, 2L, 3L, 4L))
                .setBatchSize(1)
                .setDevice("cpu")
                .setInstance("host-1")
                .build();
    }
}
