package io.inferencestream.chaos.verify;

import io.inferencestream.chaos.feed.EventWriter;
import io.inferencestream.chaos.feed.Feeder;
import io.inferencestream.chaos.feed.Label;
import io.inferencestream.chaos.feed.Specimen;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.avro.RecordWriter;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** In the place of a stream: images are sent as ever, and each outcome is written by the test, right or wrong. */
final class WrittenOutcomes implements AutoCloseable {
    private final StreamTopics topics;
    private final String bootstrapServers;
    private final Feeder feeder;
    private final RecordWriter<PredictionEvent> writer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Long, ConsumerRecord<byte[], byte[]>> images = new HashMap<>();

    WrittenOutcomes(String bootstrapServers, String registryUrl, StreamTopics topics) {
        this.topics = topics;
        this.bootstrapServers = bootstrapServers;
        this.feeder = new Feeder(
                bootstrapServers, new EventWriter(registryUrl, topics.images()), topics.images(), topics.partitions());
        this.writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(Map.of("schema.registry.url", registryUrl)), Map.of(), topics.predictions());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", topics.prefix()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Sends images, in turn to the partitions; they are numbered from 0. */
    void send(List<Specimen> specimens) {
        feeder.sendAll(specimens);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicReader reader = new TopicReader(consumer, List.of(topics.images()), Start.BEGINNING);
            reader.begin();
            reader.readToEnd(
                    Duration.ofSeconds(30),
                    image -> images.put(Label.of(image.headers()).orElseThrow().number(), image));
        }
    }

    long acknowledged() {
        return feeder.acknowledged();
    }

    /** Writes in a transaction that is committed. */
    void commit(Runnable outcomes) {
        producer.beginTransaction();
        outcomes.run();
        producer.commitTransaction();
    }

    /** Writes in a transaction that is aborted. */
    void abort(Runnable outcomes) {
        producer.beginTransaction();
        outcomes.run();
        producer.flush();
        producer.abortTransaction();
    }

    /** The right prediction of each of these images. */
    void predict(long... numbers) {
        for (long number : numbers) {
            predictAs(number, topics.images());
        }
    }

    /** A prediction of an image that claims to be on that topic. */
    void predictAs(long number, String topic) {
        ConsumerRecord<byte[], byte[]> image = image(number);
        Label label = Label.of(image.headers()).orElseThrow();
        PredictionEvent event = PredictionEvent.newBuilder()
                .setImageId(label.imageId())
                .setSource("camera")
                .setCapturedAt(Instant.EPOCH)
                .setPredictedAt(Instant.EPOCH)
                .setModel(new ModelIdentity("steady", "1", "00"))
                .setTopK(List.of(new LabelProbability("any", label.expectedClass(), 1f, null)))
                .setInputTopic(topic)
                .setInputPartition(image.partition())
                .setInputOffset(image.offset())
                .setTimings(new StationTimings(1L, 2L, 3L, 4L))
                .setBatchSize(1)
                .setDevice("cpu")
                .setInstance("only")
                .build();
        write(topics.predictions(), image, writer.write(event));
    }

    /** A record that is no outcome, beside the predictions. */
    void babble(long number) {
        write(topics.predictions(), image(number), new byte[] {1, 2, 3});
    }

    /** The dead letter of an image, with that value. */
    void reject(long number, String reason, byte[] value) {
        ConsumerRecord<byte[], byte[]> image = image(number);
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topics.deadLetters(), image.partition(), image.key(), value);
        HeaderText.set(letter.headers(), HeaderNames.ERROR_TOPIC, image.topic());
        HeaderText.set(letter.headers(), HeaderNames.ERROR_PARTITION, Integer.toString(image.partition()));
        HeaderText.set(letter.headers(), HeaderNames.ERROR_OFFSET, Long.toString(image.offset()));
        HeaderText.set(letter.headers(), HeaderNames.REJECTION_REASON, reason);
        producer.send(letter);
    }

    /** The dead letter of an image as it was. */
    void reject(long number, String reason) {
        reject(number, reason, image(number).value());
    }

    private void write(String topic, ConsumerRecord<byte[], byte[]> image, byte[] value) {
        producer.send(new ProducerRecord<>(topic, image.partition(), image.key(), value));
    }

    private ConsumerRecord<byte[], byte[]> image(long number) {
        ConsumerRecord<byte[], byte[]> image = images.get(number);
        if (image == null) {
            throw new IllegalArgumentException("no image has this number: " + number);
        }
        return image;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        feeder.close();
    }
}
