package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.outcome.ImageSize;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.evaluate.Engines;
import io.inferencestream.lab.evaluate.UnusableModelException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers with the stream's own decoder and predictors, in this process. Not thread-safe. Holds native memory until closed.
 */
public final class EngineAnswerer implements Answerer, AutoCloseable {
    private final Path directory;
    private final LoadedModel model;
    private final BatchPredictor predictor;
    private final ImageCodec codec = new ImageCodec();

    /**
     * Loads a version of a model.
     *
     * @throws UnusableModelException if it cannot be loaded, or does not do what its card says
     */
    public EngineAnswerer(ModelFiles files) {
        directory = files.directory();
        if (files.card().answers().task() == Task.DETECTION) {
            throw new UnusableModelException(directory, "finds objects, which are read by a stream alone");
        }
        model = Engines.load(files);
        predictor = model.newPredictor();
    }

    @Override
    public List<Answered> answer(List<Path> images) {
        List<Answered> answers = new ArrayList<>();
        for (int from = 0; from < images.size(); from += model.maxBatchSize()) {
            answers.addAll(predict(images.subList(from, Math.min(images.size(), from + model.maxBatchSize()))));
        }
        return answers;
    }

    private List<Answered> predict(List<Path> images) {
        ModelCard card = model.card();
        List<Optional<ImageSize>> sizes = new ArrayList<>();
        ByteBuffer batch = predictor.begin(images.size());
        for (Path image : images) {
            ImageShape shape = codec.shape(image);
            sizes.add(Optional.of(new ImageSize(shape.width(), shape.height())));
            batch.put(codec.decode(image, card.input(), card.resize()));
        }
        try {
            BatchAnswers answers = predictor.predict();
            List<Answered> all = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                all.add(new Answered(answer(answers, i), sizes.get(i)));
            }
            return all;
        } catch (EngineException e) {
            throw new UnusableModelException(directory, "fails on a batch: " + e.getMessage(), e);
        }
    }

    /** With the probabilities of all classes, however many there are. */
    private static Answer answer(BatchAnswers answers, int image) {
        Answer answer = answers.answer(image);
        return answers instanceof BatchScores scores && answer instanceof Classification its
                ? new Classification(its.task(), its.topK(), new Scores(scores.row(image)), its.activationMap())
                : answer;
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
        codec.close();
    }
}
