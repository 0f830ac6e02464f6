package io.inferencestream.lab.kafka;

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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Answers every image with class {@code a}, or as it is told, in place of the real stream, among answers to images of somebody else. */
final class AnsweringStream implements AutoCloseable {
    private final String prefix;
    private final int rejected;
    private final Consumer<PredictionEvent> answer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroDeserializer<ImageEvent> images;
    private final AvroSerializer<PredictionEvent> predictions;
    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::answer, "answering-stream");
    private volatile boolean closing;

    /** @param rejected how many of the first images become dead letters */
    AnsweringStream(Map<String, String> properties, String prefix, int rejected) {
        this(properties, prefix, rejected, event -> {});
    }

    /** @param answer changes what every prediction says */
    AnsweringStream(Map<String, String> properties, String prefix, int rejected, Consumer<PredictionEvent> answer) {
        this.answer = answer;
        this.prefix = prefix;
        this.rejected = rejected;
        SchemaRegistryClient registry = SchemaRegistryClient.of(properties);
        images = AvroDeserializer.of(registry, ImageEvent.class);
        predictions = new AvroSerializer<>(registry);
        predictions.configure(properties, false);
        Map<String, Object> settings = new HashMap<>(properties);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        new TopicReader(consumer, List.of(prefix + "images"), Start.BEGINNING).begin();
        thread.start();
    }

    /** Every model that an image asked for. */
    Set<String> modelsAsked() {
        return models;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        consumer.close();
        producer.close();
    }

    private void answer() {
        int seen = 0;
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(Duration.ofMillis(50))) {
                ImageEvent event = images.deserialize(polled.topic(), polled.value());
                models.add(String.valueOf(event.getModel()));
                send(prediction("somebody-else", polled));
                send(seen++ < rejected ? deadLetter(event.getId(), polled) : prediction(event.getId(), polled));
            }
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private ProducerRecord<byte[], byte[]> prediction(String id, ConsumerRecord<byte[], byte[]> polled) {
        PredictionEvent prediction = PredictionEvent.newBuilder()
                .setImageId(id)
                .setSource("")
                .setCapturedAt(Instant.EPOCH)
                .setPredictedAt(Instant.EPOCH)
                .setModel(new ModelIdentity("fake", "3", "0"))
                .setTopK(List.of(new LabelProbability("a", 0, 0.75f, null)))
                .setInputTopic(polled.topic())
                .setInputPartition(polled.partition())
                .setInputOffset(polled.offset())
                .setTimings(new StationTimings(1L, 2L, 3L, 4L))
                .setBatchSize(1)
                .setDevice("cpu")
                .setInstance("fake")
                .build();
        answer.accept(prediction);
        return new ProducerRecord<>(prefix + "predictions", predictions.serialize(prefix + "predictions", prediction));
    }

    private ProducerRecord<byte[], byte[]> deadLetter(String id, ConsumerRecord<byte[], byte[]> polled) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(prefix + "dead-letters", polled.value());
        HeaderText.set(letter.headers(), HeaderNames.REJECTION_REASON, "CORRUPT_IMAGE");
        HeaderText.set(letter.headers(), HeaderNames.REJECTION_DETAIL, "no end of image");
        HeaderText.set(letter.headers(), HeaderNames.REJECTION_IMAGE_ID, id);
        HeaderText.set(letter.headers(), HeaderNames.ERROR_TOPIC, polled.topic());
        HeaderText.set(letter.headers(), HeaderNames.ERROR_PARTITION, Integer.toString(polled.partition()));
        HeaderText.set(letter.headers(), HeaderNames.ERROR_OFFSET, Long.toString(polled.offset()));
        return letter;
    }
}
