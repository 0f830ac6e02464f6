package io.inferencestream.bench.work;

import io.inferencestream.core.batch.PredictedBatch;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.pipeline.PredictionMaker;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.event.AvroPredictionWriter;
import io.inferencestream.stream.event.AvroReader;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.PredictionWriter;
import io.inferencestream.stream.event.SourceRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The whole work on a batch of image events, on the calling thread, with the stream's own codecs, decoder and
 * predictors: what a contestant adds is how records come here and go on.
 *
 * <p>Not thread-safe: one thread owns it. Anything but a prediction is an error, for the images of a measurement are
 * all good.
 */
public final class Answers implements AutoCloseable {
    private final ModelCard card;
    private final BatchPredictor predictor;
    private final PredictionMaker maker;
    private final AvroReader reader;
    private final PredictionWriter writer;
    private final ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);
    private final ImageDecoder decoder = new ImageDecoder();

    /** Makes a predictor of its own. */
    public Answers(LoadedModel model, WorkSettings settings) {
        SchemaRegistryClient registry = SchemaRegistryClient.of(Map.of("schema.registry.url", settings.registry()));
        RecordWriter<PredictionEvent> predictions = RecordWriter.ofValues(registry, Map.of(), settings.output());
        predictions.prepare(PredictionEvent.getClassSchema());
        this.card = model.card();
        this.predictor = model.newPredictor();
        this.maker = new PredictionMaker(card, model.device());
        this.reader = new AvroReader(registry);
        this.writer = new AvroPredictionWriter(predictions, settings.application());
    }

    /** A record of a topic, as the codecs take it. */
    public static SourceRecord source(
            String topic, int partition, long offset, byte @Nullable [] key, byte[] value, long timestampMillis) {
        return new SourceRecord(
                new RecordId(topic, partition, offset), key, value, new RecordHeaders(), timestampMillis);
    }

    /** The prediction event of one image event. */
    public byte[] answer(SourceRecord record) {
        return answer(List.of(record)).get(0);
    }

    /** The prediction events of a batch, in its order; at most as many as the model's largest batch. */
    public List<byte[]> answer(List<SourceRecord> records) {
        List<ImageRequest> requests = new ArrayList<>(records.size());
        ByteBuffer input = predictor.begin(records.size());
        long started = System.nanoTime();
        List<ImageHeader> headers = new ArrayList<>(records.size());
        for (SourceRecord record : records) {
            ImageRequest request = (ImageRequest) reader.read(record);
            requests.add(request);
            ImageHeader header = header(request);
            headers.add(header);
            input.put(pixels(request, header).values());
        }
        long decoded = System.nanoTime();
        PredictedBatch batch = predict(decoded);
        Timings timings = new Timings(0, decoded - started, 0, batch.endedAtNanos() - decoded);
        List<byte[]> events = new ArrayList<>(records.size());
        for (int row = 0; row < records.size(); row++) {
            Prediction prediction = maker.make(batch, row, headers.get(row), timings);
            events.add(writer.write(records.get(row), requests.get(row), prediction));
        }
        return events;
    }

    private ImageHeader header(ImageRequest request) {
        Inspection inspection = inspector.inspect(request.image(), request.mediaType());
        if (inspection instanceof ImageHeader header) {
            return header;
        }
        throw new IllegalStateException("not decodable: " + request.imageId());
    }

    private Pixels pixels(ImageRequest request, ImageHeader header) {
        Decoded decoded = decoder.decode(request.image(), header, card.input(), card.resize());
        if (decoded instanceof Pixels pixels) {
            return pixels;
        }
        throw new IllegalStateException("not decodable: " + request.imageId());
    }

    private PredictedBatch predict(long startedNanos) {
        try {
            BatchAnswers answers = predictor.predict();
            return new PredictedBatch(answers, startedNanos, System.nanoTime(), System.currentTimeMillis());
        } catch (EngineException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        decoder.close();
    }
}
