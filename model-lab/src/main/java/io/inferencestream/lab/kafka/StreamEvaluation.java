package io.inferencestream.lab.kafka;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.data.PictureCodec;
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

/** Sends pictures through a running stream as image events, and makes an evaluation of what comes back. */
public final class StreamEvaluation {
    private final Map<String, String> properties;
    private final String images;
    private final String predictions;
    private final String deadLetters;

    /**
     * @param properties of Kafka's clients and of the registry's
     * @param images the stream's input topic
     * @param predictions its output topic
     * @param deadLetters where it puts what it rejects
     */
    public StreamEvaluation(Map<String, String> properties, String images, String predictions, String deadLetters) {
        this.properties = Map.copyOf(properties);
        this.images = images;
        this.predictions = predictions;
        this.deadLetters = deadLetters;
    }

    /**
     * Evaluates every picture.
     *
     * @param card of the model that is to look at them
     * @throws StreamException if the cluster is not there, a picture is rejected, or no more answers come
     */
    public Evaluation evaluate(ModelCard card, LabelledImages pictures) throws InterruptedException {
        String run = "lab-" + UUID.randomUUID() + "-";
        try {
            SchemaRegistryClient registry = SchemaRegistryClient.of(properties);
            OutcomeReader reader = OutcomeReader.of(registry, deadLetters);
            try (RunOutcomes outcomes = new RunOutcomes(properties, reader, List.of(predictions, deadLetters), run)) {
                send(registry, card, pictures, run);
                return evaluation(pictures, outcomes.await(pictures.count()));
            }
        } catch (KafkaException e) {
            throw new StreamException("Kafka gives no answer: " + e.getMessage(), e);
        }
    }

    private void send(SchemaRegistryClient registry, ModelCard card, LabelledImages pictures, String run) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("acks", "all");
        settings.put("linger.ms", "5");
        try (AvroSerializer<ImageEvent> serializer = new AvroSerializer<>(registry);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            serializer.configure(properties, false);
            for (int i = 0; i < pictures.count(); i++) {
                ImageEvent event = ImageEvent.newBuilder()
                        .setId(run + i)
                        .setSource("model-lab")
                        .setCapturedAt(Instant.now())
                        .setModel(card.id().toString())
                        .setImage(ByteBuffer.wrap(PictureCodec.png(pictures, i)))
                        .build();
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(images, null, serializer.serialize(images, event));
                producer.send(record, (metadata, failure) -> {
                    if (failure != null) {
                        throw new StreamException("a picture cannot be sent: " + failure.getMessage(), failure);
                    }
                });
            }
            producer.flush();
        }
    }

    private static Evaluation evaluation(LabelledImages pictures, List<PredictionEvent> events) {
        List<Prediction> made = new ArrayList<>();
        for (int i = 0; i < pictures.count(); i++) {
            PredictionEvent event = events.get(i);
            made.add(new Prediction(
                    pictures.name(i),
                    pictures.classes().get(pictures.label(i)),
                    event.getTopK().get(0).getLabel(),
                    event.getTopK().get(0).getProbability()));
        }
        return new Evaluation(pictures.classes(), made);
    }
}
