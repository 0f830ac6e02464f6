package io.inferencestream.gateway;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Answers images as a stream does, with what a script says and without a model. Starts one thread. */
public final class ScriptedStream implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordReader<ImageEvent> images;
    private final RecordWriter<PredictionEvent> predictions;
    private final Function<ImageEvent, PredictionEvent> script;
    private final Thread thread = new Thread(this::run, "scripted-stream");
    private volatile boolean isClosed;

    private ScriptedStream(TestBench bench, Function<ImageEvent, PredictionEvent> script) {
        var settings = bench.settings();
        String broker = bench.cluster().broker().bootstrapServers();
        SchemaRegistryClient registry = SchemaRegistryClient.of(settings.registry());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "group.id", "test", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.images = RecordReader.of(registry, ImageEvent.class);
        this.predictions = RecordWriter.ofValues(registry, settings.registry(), "predictions");
        this.script = script;
        announce(RecordWriter.ofValues(registry, settings.registry(), "models"), script.apply(new ImageEvent()));
    }

    /**
     * Announces the model toy/1 and answers for it.
     *
     * @param script given an event without fields where a model is announced, which takes the answer's task
     */
    public static ScriptedStream start(TestBench bench, Function<ImageEvent, PredictionEvent> script) {
        ScriptedStream stream = new ScriptedStream(bench, script);
        stream.thread.start();
        return stream;
    }

    private void announce(RecordWriter<ModelAnnouncement> writer, PredictionEvent answer) {
        ModelAnnouncement model = ModelAnnouncement.newBuilder()
                .setName("toy")
                .setVersion("1")
                .setChecksum("5eed")
                .setApplication("test")
                .setInstance("north")
                .setEngine("onnxruntime")
                .setDevice("cpu")
                .setPredictors(1)
                .setLabels(answer.getTask().equals("detection") ? List.of("face", "person") : List.of())
                .setTask(answer.getTask())
                .setInputWidth(320)
                .setInputHeight(240)
                .setInputChannels(3)
                .setCard("{\"thresholds\": {\"effusion\": 0.5, \"mass\": 0.4, \"nodule\": 0.6}}")
                .setLoadedAt(Instant.now())
                .setHeartbeatAt(Instant.now())
                .build();
        byte[] key = "toy/1@test/north".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("models", key, writer.write(model)));
    }

    private void run() {
        try (consumer;
                producer) {
            consumer.subscribe(List.of("images"));
            while (!isClosed) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::answer);
            }
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> record) {
        ImageEvent image = images.read(record.value());
        PredictionEvent event = script.apply(image);
        event.setImageId(image.getId());
        event.setSource(image.getSource());
        event.setPredictedAt(Instant.now());
        event.setInputTopic(record.topic());
        event.setInputPartition(record.partition());
        event.setInputOffset(record.offset());
        producer.send(new ProducerRecord<>(
                "predictions", record.partition(), record.key(), predictions.write(event), record.headers()));
    }

    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        thread.join();
    }
}
