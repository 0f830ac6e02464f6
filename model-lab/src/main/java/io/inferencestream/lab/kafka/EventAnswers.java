package io.inferencestream.lab.kafka;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Detection;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.answer.Embedding;
import io.inferencestream.core.answer.Keypoint;
import io.inferencestream.core.answer.NamedValue;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.answer.Values;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.outcome.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes answers of events. */
final class EventAnswers {
    private EventAnswers() {}

    /** @throws StreamException if the task is not known here, or its field is empty */
    static Answer of(PredictionEvent event) {
        Task task = Task.of(event)
                .orElseThrow(() -> new StreamException(
                        "the stream's model answers for the task " + event.getTask() + ", which is not known here"));
        try {
            return switch (task) {
                case CLASSIFICATION -> classes(io.inferencestream.core.model.Task.CLASSIFICATION, event);
                case MULTI_LABEL -> classes(io.inferencestream.core.model.Task.MULTI_LABEL, event);
                case DETECTION -> objects(filled(event.getDetections(), "detections"));
                case EMBEDDING -> vector(filled(event.getEmbedding(), "embedding"));
                case REGRESSION -> values(filled(event.getValues(), "values"));
            };
        } catch (IllegalArgumentException e) {
            throw new StreamException(
                    "the stream's prediction of " + event.getImageId() + " is none of the task " + task.word() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static <T> T filled(@Nullable T field, String name) {
        if (field == null) {
            throw new IllegalArgumentException(name + " is empty");
        }
        return field;
    }

    private static Answer classes(io.inferencestream.core.model.Task task, PredictionEvent event) {
        List<RankedLabel> topK = event.getTopK().stream()
                .map(its ->
                        new RankedLabel(its.getLabel(), its.getClassIndex(), its.getProbability(), its.getAccepted()))
                .toList();
        List<Float> scores = event.getScores();
        return new Classification(task, topK, scores == null ? Scores.NONE : new Scores(floats(scores)), null);
    }

    private static Answer objects(List<io.inferencestream.event.Detection> found) {
        return new Detections(found.stream().map(EventAnswers::object).toList());
    }

    private static Detection object(io.inferencestream.event.Detection one) {
        io.inferencestream.event.Box box = one.getBox();
        return new Detection(
                one.getLabel(),
                one.getClassIndex(),
                one.getConfidence(),
                new Box(box.getLeft(), box.getTop(), box.getRight(), box.getBottom()),
                one.getKeypoints().stream()
                        .map(its -> new Keypoint(its.getName(), its.getX(), its.getY(), its.getConfidence()))
                        .toList());
    }

    private static Answer vector(io.inferencestream.event.Embedding embedding) {
        return new Embedding(floats(embedding.getValues()), embedding.getNormalized());
    }

    private static Answer values(List<io.inferencestream.event.NamedValue> values) {
        return new Values(values.stream()
                .map(its -> new NamedValue(its.getName(), its.getValue(), its.getUnit()))
                .toList());
    }

    private static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }
}
