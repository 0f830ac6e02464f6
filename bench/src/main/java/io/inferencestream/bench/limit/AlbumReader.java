package io.inferencestream.bench.limit;

import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.WorkloadImage;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Pixels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Decodes and predicts images of an album on the calling thread. Not thread-safe. */
final class AlbumReader implements AutoCloseable {
    private final List<WorkloadImage> album;
    private final ModelCard card;
    private final BatchPredictor predictor;
    private final ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);
    private final ImageDecoder decoder = new ImageDecoder();

    AlbumReader(Workload workload, LoadedModel model) {
        this.album = workload.album();
        this.card = model.card();
        this.predictor = model.newPredictor();
    }

    /** Runs one batch, beginning with the image at {@code from}, counted round and round. */
    BatchAnswers run(int from, int batch) {
        ByteBuffer input = predictor.begin(batch);
        for (int i = 0; i < batch; i++) {
            WorkloadImage image = album.get((from + i) % album.size());
            ByteBuffer encoded = ByteBuffer.wrap(image.bytes());
            ImageHeader header = (ImageHeader) inspector.inspect(encoded, image.mediaType());
            Pixels pixels = (Pixels) decoder.decode(encoded, header, card.input(), card.resize());
            input.put(pixels.values());
        }
        try {
            return predictor.predict();
        } catch (EngineException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    void warmUp(int images) {
        for (int i = 0; i < images; i++) {
            run(i, 1);
        }
    }

    /** The most probable class of each image, the lower of equal ones. */
    List<Integer> firstClasses() {
        List<Integer> classes = new ArrayList<>();
        for (int i = 0; i < album.size(); i++) {
            float[] row = ((BatchScores) run(i, 1)).row(0);
            int best = 0;
            for (int candidate = 1; candidate < row.length; candidate++) {
                if (row[candidate] > row[best]) {
                    best = candidate;
                }
            }
            classes.add(best);
        }
        return classes;
    }

    @Override
    public void close() {
        predictor.close();
        decoder.close();
    }
}
