package io.inferencestream.bench.contestant;

import io.inferencestream.bench.work.Answers;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.core.batch.PredictedBatch;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.pipeline.PredictionMaker;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.event.AvroPredictionWriter;
import io.inferencestream.stream.event.ImageRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Kafka's own ceiling: Kafka Streams that reads every image event and writes a prediction event of the usual length in
 * its place, the same one each time, made once. It reads no Avro, decodes nothing and predicts nothing.
 */
public final class PassThroughMain {
    private PassThroughMain() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws ModelRepositoryException {
        WorkSettings settings = WorkSettings.parse(arguments);
        byte[] answer = anyPrediction(settings);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(settings.input(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .mapValues(value -> answer)
                .to(settings.output(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        KafkaStreams streams = new KafkaStreams(builder.build(), StreamsProperties.of(settings));
        streams.setUncaughtExceptionHandler(thrown -> Death.of(thrown));
        streams.start();
    }

    private static byte[] anyPrediction(WorkSettings settings) throws ModelRepositoryException {
        ModelCard card = new ModelRepository(settings.repository())
                .find(settings.model())
                .card();
        ClassesSpec classes = (ClassesSpec) card.answers();
        BatchScores scores =
                new BatchScores(classes, 1, new float[classes.labels().size()], null);
        PredictedBatch batch = new PredictedBatch(scores, 0, 0, System.currentTimeMillis());
        ImageHeader header = ImageHeader.of(
                ImageFormat.RAW,
                card.input().width(),
                card.input().height(),
                card.input().channels(),
                Orientation.UPRIGHT,
                0);
        RecordWriter<PredictionEvent> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(Map.of("schema.registry.url", settings.registry())),
                Map.of(),
                settings.output());
        ImageRequest request =
                new ImageRequest("image-0", "bench", 0, null, ByteBuffer.allocate(0), null, Long.MAX_VALUE, Map.of());
        return new AvroPredictionWriter(writer, settings.application())
                .write(
                        Answers.source(settings.input(), 0, 0, null, new byte[0], 0),
                        request,
                        new PredictionMaker(card, "cpu").make(batch, 0, header, new Timings(0, 0, 0, 0)));
    }
}
