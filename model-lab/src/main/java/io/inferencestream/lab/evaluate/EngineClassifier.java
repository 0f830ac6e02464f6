package io.inferencestream.lab.evaluate;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.data.LabelledImages;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Classifies with a model as the stream does: each image becomes a PNG file, which the stream's decoder decodes, and
 * one of the stream's predictors sees the pixels. Not thread-safe. Holds native memory until closed.
 */
public final class EngineClassifier implements Classifier, AutoCloseable {
    private final Path directory;
    private final LoadedModel model;
    private final BatchPredictor predictor;
    private final ImageCodec codec = new ImageCodec();

    /**
     * Loads a version of a model by the engine that its files call for.
     *
     * @throws UnusableModelException if it cannot be loaded, or does not do what its card says
     */
    public EngineClassifier(ModelFiles files) {
        directory = files.directory();
        model = Engines.load(files);
        predictor = model.newPredictor();
    }

    /** The model that was loaded; closed with this. */
    public LoadedModel model() {
        return model;
    }

    @Override
    public float[][] classify(LabelledImages images, int from, int to) {
        float[][] rows = new float[to - from][];
        for (int first = from; first < to; first += model.maxBatchSize()) {
            int last = Math.min(to, first + model.maxBatchSize());
            BatchScores scores = predict(images, first, last);
            for (int i = first; i < last; i++) {
                rows[i - from] = scores.row(i - first);
            }
        }
        return rows;
    }

    /** What the model answers to the images from {@code from} to before {@code to}, at most its largest batch. */
    public BatchScores predict(LabelledImages images, int from, int to) {
        ModelCard card = model.card();
        ByteBuffer batch = predictor.begin(to - from);
        for (int i = from; i < to; i++) {
            byte[] png = ImageCodec.png(images, i);
            batch.put(codec.decode(Path.of(images.name(i)), png, card.input(), card.resize()));
        }
        try {
            return (BatchScores) predictor.predict();
        } catch (EngineException e) {
            throw new UnusableModelException(directory, "fails on a batch: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
        codec.close();
    }
}
