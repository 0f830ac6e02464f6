package io.inferencestream.lab.kafka;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Prediction;
import io.inferencestream.schemas.avro.AvroSerializer;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends images through a running stream as image events, and makes an evaluation of what comes back. */
public final class StreamEvaluation {
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
    public StreamEvaluation(Map<String, String> properties, String imageTopic, String predictions, String deadLetters) {
        this.properties = Map.copyOf(properties);
        this.imageTopic = imageTopic;
        this.predictions = predictions;
        this.deadLetters = deadLetters;
    }

    /**
     * Evaluates every image.
     *
     * @param card of the model that is to look at them
     * @throws StreamException if the cluster is not there, an image is rejected, or no more answers come
     */
    public Evaluation evaluate(ModelCard card, LabelledImages images) throws InterruptedException {
        String run = "lab-" + UUID.randomUUID() + "-";
        try {
            SchemaRegistryClient registry = SchemaRegistryClient.of(properties);
            OutcomeReader reader = OutcomeReader.of(registry, deadLetters);
            try (RunOutcomes outcomes = new RunOutcomes(properties, reader, List.of(predictions, deadLetters), run)) {
                send(registry, card, images, run);
                return evaluation(images, outcomes.await(images.count()));
            }
        } catch (KafkaException e) {
            throw new StreamException("Kafka gives no answer: " + e.getMessage(), e);
        }
    }

    private void send(SchemaRegistryClient registry, ModelCard card, LabelledImages images, String run) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("acks", "all");
        settings.put("linger.ms", "5");
        try (AvroSerializer<ImageEvent> serializer = new AvroSerializer<>(registry);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            serializer.configure(properties, false);
            for (int i = 0; i < images.count(); i++) {
                ImageEvent event = ImageEvent.newBuilder()
                        .setId(run + i)
                        .setSource("model-lab")
                        .setCapturedAt(Instant.now())
                        .setModel(card.id().toString())
                        .setImage(ByteBuffer.wrap(ImageCodec.png(images, i)))
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

    private static Evaluation evaluation(LabelledImages images, List<PredictionEvent> events) {
        List<Prediction> made = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            PredictionEvent event = events.get(i);
            made.add(new Prediction(
                    images.name(i),
                    images.classes().get(images.label(i)),
                    event.getTopK().get(0).getLabel(),
                    event.getTopK().get(0).getProbability()));
        }
        return new Evaluation(images.classes(), made);
    }
}
