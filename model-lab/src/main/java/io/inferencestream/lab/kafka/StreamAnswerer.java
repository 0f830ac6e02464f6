package io.inferencestream.lab.kafka;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.ImageSize;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.lab.answers.Answered;
import io.inferencestream.lab.answers.Answerer;
import io.inferencestream.lab.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Answers by a running stream, to which the files go as they are. */
public final class StreamAnswerer implements Answerer {
    private final StreamRun run;
    private final ModelId model;

    /** @param model that is to look at the images */
    public StreamAnswerer(StreamRun run, ModelId model) {
        this.run = run;
        this.model = model;
    }

    /**
     * {@inheritDoc}
     *
     * @throws StreamException if the cluster is not there, an image is rejected, no more answers come, or one is of a task
     *     that is not known here
     */
    @Override
    public List<Answered> answer(List<Path> images) {
        return run.predict(model, images.size(), i -> bytes(images.get(i))).stream()
                .map(event -> new Answered(EventAnswers.of(event), size(event)))
                .toList();
    }

    private static Optional<ImageSize> size(PredictionEvent event) {
        return Optional.ofNullable(event.getImage()).map(its -> new ImageSize(its.getWidth(), its.getHeight()));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException(file, "cannot be read: " + e, e);
        }
    }
}
