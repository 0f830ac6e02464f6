package io.inferencestream.schemas.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveModelsTest {
    private static final Instant ANOTHER_HOSTS_CLOCK = Instant.parse("1999-12-31T23:59:59Z");
    private static final long BROKERS_CLOCK = 1_700_000_000_000L;

    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaRegistryClient client = registry.client();
    private final AtomicLong nanos = new AtomicLong();
    private final LiveModels models = new LiveModels(registry.client(), "mine", nanos::get);

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void knowsTheModelsOfItsOwnStreamAndNotThoseOfAnotherOnTheSameTopic() {
        models.record(announced("cats", "mine", BROKERS_CLOCK));
        models.record(announced("dogs", "theirs", BROKERS_CLOCK));

        assertThat(models.served()).extracting(ModelAnnouncement::getName).containsExactly("cats");
        assertThat(models.isServed("cats")).isTrue();
        assertThat(models.isServed("cats/1")).isTrue();
        assertThat(models.isServed("dogs")).isFalse();
    }

    @Test
    void knowsTheModelsOfAnInstanceThatNamesNoStream() {
        models.record(announced("cats", "", BROKERS_CLOCK));

        assertThat(models.served("cats", "1")).hasSize(1);
    }

    @Test
    void forgetsAnInstanceThatTookItsAnnouncementBack() {
        models.record(announced("cats", "mine", BROKERS_CLOCK));

        models.record(record("cats/1@a".getBytes(StandardCharsets.UTF_8), null, BROKERS_CLOCK));

        assertThat(models.isServed("cats")).isFalse();
    }

    @Test
    void takesAnInstanceForGoneOnceTheBrokersClockSaysSo() {
        models.record(announced("cats", "mine", BROKERS_CLOCK));
        models.record(announced("dogs", "mine", BROKERS_CLOCK + LiveModels.GONE_AFTER.toMillis()));

        assertThat(models.isServed("cats")).isFalse();
        assertThat(models.isServed("dogs")).isTrue();
        nanos.addAndGet(LiveModels.GONE_AFTER.toNanos());
        assertThat(models.isServed("dogs")).isFalse();
    }

    @Test
    void believesNoClockOfAnotherHost() {
        models.record(stampedByItsProducer("cats", ANOTHER_HOSTS_CLOCK));

        assertThat(models.isServed("cats")).isTrue();
        nanos.addAndGet(LiveModels.GONE_AFTER.minus(Duration.ofSeconds(1)).toNanos());
        assertThat(models.isServed("cats")).isTrue();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(models.isServed("cats")).isFalse();
    }

    @Test
    void leavesOutWhatHasNoKeyOrCannotBeRead() {
        models.record(record(null, new byte[] {1}, BROKERS_CLOCK));
        models.record(record(new byte[] {1}, new byte[] {1}, BROKERS_CLOCK));

        assertThat(models.served()).isEmpty();
    }

    @Test
    void asksToBeToldAgainWhereTheRegistryDoesNotAnswer() {
        ConsumerRecord<byte[], byte[]> record = announced("cats", "mine", BROKERS_CLOCK);
        registry.next(503, 0);

        assertThatThrownBy(() -> models.record(record)).isInstanceOf(RegistryUnavailableException.class);
        models.record(record);

        assertThat(models.isServed("cats")).isTrue();
    }

    private ConsumerRecord<byte[], byte[]> announced(String name, String application, long stamp) {
        return record((name + "/1@a").getBytes(StandardCharsets.UTF_8), value(name, application), stamp);
    }

    private ConsumerRecord<byte[], byte[]> stampedByItsProducer(String name, Instant stamp) {
        return record(
                (name + "/1@a").getBytes(StandardCharsets.UTF_8),
                value(name, "mine"),
                stamp.toEpochMilli(),
                TimestampType.CREATE_TIME);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, long stamp) {
        return record(key, value, stamp, TimestampType.LOG_APPEND_TIME);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, long stamp, TimestampType type) {
        return new ConsumerRecord<>(
                "models", 0, 0, stamp, type, 0, 0, key, value, new RecordHeaders(), Optional.empty());
    }

    private byte[] value(String name, String application) {
        RecordWriter<ModelAnnouncement> writer = RecordWriter.ofValues(client, Map.of(), "models");
        return writer.write(ModelAnnouncement.newBuilder()
                .setName(name)
                .setVersion("1")
                .setChecksum("00")
                .setApplication(application)
                .setInstance("a")
                .setEngine("tensorflow")
                .setDevice("cpu")
                .setPredictors(1)
                .setLabels(List.of("x"))
                .setInputWidth(1)
                .setInputHeight(1)
                .setInputChannels(1)
                .setCard("{}")
                .setLoadedAt(ANOTHER_HOSTS_CLOCK)
                .setHeartbeatAt(ANOTHER_HOSTS_CLOCK)
                .build());
    }
}
