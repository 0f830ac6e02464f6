package io.inferencestream.producer.run;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.avro.AvroDeserializer;
import io.inferencestream.schemas.avro.AvroSerializer;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Answers every image in place of the real stream: PNG files with a prediction of their true label, anything else with
 * a dead letter. Works in transactions and aborts each one once before it commits it, as a real stream might that was
 * killed; a reader that does not read committed sees everything twice.
 */
final class FakeStream implements AutoCloseable {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private final RunSettings settings;
    private final boolean stutters;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerializer<PredictionEvent> predictions;
    private final AvroDeserializer<ImageEvent> images;
    private final Thread thread = new Thread(this::answer, "fake-stream");
    private volatile boolean closing;

    /** @param stutters whether the first outcome of each transaction is written twice */
    FakeStream(RunSettings settings, boolean stutters) {
        this.settings = settings;
        this.stutters = stutters;
        SchemaRegistryClient registry = SchemaRegistryClient.of(settings.kafka());
        this.images = AvroDeserializer.of(registry, ImageEvent.class);
        this.predictions = new AvroSerializer<>(registry);
        predictions.configure(settings.kafka(), false);
        Map<String, Object> brokers = Map.of("bootstrap.servers", bootstrapServers(settings));
        this.consumer = new KafkaConsumer<>(brokers, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(settings),
                        "transactional.id",
                        UUID.randomUUID().toString()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        new TopicReader(consumer, List.of(settings.topics().images()), Start.BEGINNING).begin();
        producer.initTransactions();
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        consumer.close();
        producer.close();
    }

    private static String bootstrapServers(RunSettings settings) {
        return String.valueOf(settings.kafka().get("bootstrap.servers"));
    }

    private void answer() {
        while (!closing) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(50));
            if (!polled.isEmpty()) {
                producer.beginTransaction();
                polled.forEach(this::answer);
                producer.flush();
                producer.abortTransaction();
                producer.beginTransaction();
                polled.forEach(this::answer);
                if (stutters) {
                    answer(polled.iterator().next());
                }
                producer.commitTransaction();
            }
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> polled) {
        byte[] value = polled.value();
        boolean isEvent = settings.format() == RunSettings.Format.AVRO;
        ImageEvent event = isEvent ? images.deserialize(polled.topic(), value) : null;
        byte[] image = event == null ? value : bytes((ByteBuffer) event.getImage());
        Future<RecordMetadata> unused = producer.send(
                java.util.Arrays.mismatch(PNG, image) == PNG.length ? prediction(polled, event) : deadLetter(polled));
    }

    private ProducerRecord<byte[], byte[]> prediction(
            ConsumerRecord<byte[], byte[]> polled, @org.jspecify.annotations.Nullable ImageEvent event) {
        String position = polled.topic() + "-" + polled.partition() + "@" + polled.offset();
        String label = event == null ? "unknown" : event.getAttributes().getOrDefault("label", "unknown");
        PredictionEvent prediction = PredictionEvent.newBuilder()
                .setImageId(event == null ? position : event.getId())
                .setSource(event == null ? "" : event.getSource())
                .setCapturedAt(Instant.ofEpochMilli(polled.timestamp()))
                .setPredictedAt(Instant.now())
                .setModel(new ModelIdentity("fake", "1", "0"))
                .setTopK(List.of(new LabelProbability(label, 0, 1f, null)))
                .setInputTopic(polled.topic())
                .setInputPartition(polled.partition())
                .setInputOffset(polled.offset())
                .setTimings(new StationTimings(1L, 2L, 3L, 4L))
                .setBatchSize(4)
                .setDevice("cpu")
                .setInstance("fake")
                .build();
        byte[] value = predictions.serialize(settings.topics().predictions(), prediction);
        return new ProducerRecord<>(settings.topics().predictions(), polled.key(), value);
    }

    private ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> polled) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(settings.topics().deadLetters(), polled.key(), polled.value());
        HeaderText.set(letter.headers(), HeaderNames.ERROR_TOPIC, polled.topic());
        HeaderText.set(letter.headers(), HeaderNames.ERROR_PARTITION, Integer.toString(polled.partition()));
        HeaderText.set(letter.headers(), HeaderNames.ERROR_OFFSET, Long.toString(polled.offset()));
        HeaderText.set(letter.headers(), HeaderNames.REJECTION_REASON, "UNSUPPORTED_IMAGE");
        return letter;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
