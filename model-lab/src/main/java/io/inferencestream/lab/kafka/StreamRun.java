package io.inferencestream.lab.kafka;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.AvroSerializer;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends images through a running stream as image events, and takes what comes back. */
public final class StreamRun {
    /** The topic's own limit counts, and not the client's. */
    private static final int MAX_REQUEST_BYTES = 128 << 20;

    private final Map<String, String> properties;
    private final String imageTopic;
    private final String predictions;
    private final String deadLetters;

    /**
     * @param properties of Kafka's clients and of the registry's
     * @param imageTopic the stream's input topic
     * @param predictions its output topic
     * @param deadLetters where it puts what it rejects
     */
    public StreamRun(Map<String, String> properties, String imageTopic, String predictions, String deadLetters) {
        this.properties = Map.copyOf(properties);
        this.imageTopic = imageTopic;
        this.predictions = predictions;
        this.deadLetters = deadLetters;
    }

    /**
     * Has every image predicted.
     *
     * @param model that is to look at them
     * @param images their encoded bytes, by place from 0
     * @return a prediction for each, in their order
     * @throws StreamException if the cluster is not there, an image is rejected, or no more answers come
     */
    List<PredictionEvent> predict(ModelId model, int count, IntFunction<byte[]> images) {
        String run = "lab-" + UUID.randomUUID() + "-";
        try {
            SchemaRegistryClient registry = SchemaRegistryClient.of(properties);
            OutcomeReader reader = OutcomeReader.of(registry, deadLetters);
            try (RunOutcomes outcomes = new RunOutcomes(properties, reader, List.of(predictions, deadLetters), run)) {
                send(registry, model, count, images, run);
                return outcomes.await(count);
            }
        } catch (KafkaException e) {
            throw new StreamException("Kafka gives no answer: " + e.getMessage(), e);
        }
    }

    private void send(SchemaRegistryClient registry, ModelId model, int count, IntFunction<byte[]> images, String run) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("acks", "all");
        settings.put("linger.ms", "5");
        settings.put("max.request.size", MAX_REQUEST_BYTES);
        settings.put("buffer.memory", MAX_REQUEST_BYTES);
        try (AvroSerializer<ImageEvent> serializer = new AvroSerializer<>(registry);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            serializer.configure(properties, false);
            for (int i = 0; i < count; i++) {
                ImageEvent event = ImageEvent.newBuilder()
                        .setId(run + i)
                        .setSource("model-lab")
                        .setCapturedAt(Instant.now())
                        .setModel(model.toString())
                        .setImage(ByteBuffer.wrap(images.apply(i)))
                        .build();
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(imageTopic, null, serializer.serialize(imageTopic, event));
                producer.send(record, (metadata, failure) -> {
                    if (failure != null) {
                        throw new StreamException("an image cannot be sent: " + failure.getMessage(), failure);
                    }
                });
            }
            producer.flush();
        }
    }
}
