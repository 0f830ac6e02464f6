package io.inferencestream.gateway.http.inference;

import io.inferencestream.event.Box;
import io.inferencestream.event.Detection;
import io.inferencestream.event.Embedding;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.NamedValue;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.schemas.outcome.Task;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an output says of one image. */
final class OutputRow {
    private OutputRow() {}

    /**
     * The task of predictions that are one answer.
     *
     * @throws ProblemException if it is not known here; or where the model was replaced meanwhile, so that their numbers
     *     cannot stand in one tensor
     */
    static Task task(List<PredictionEvent> predictions) {
        PredictionEvent first = predictions.get(0);
        Task task = Task.of(first).orElseThrow(() -> unknown(first.getTask()));
        boolean isOfNumbers = task == Task.EMBEDDING || task == Task.REGRESSION;
        for (PredictionEvent its : predictions) {
            if (!its.getTask().equals(first.getTask())
                    || isOfNumbers && !its.getModel().equals(first.getModel())) {
                throw ProblemException.unavailable(
                        "The model was replaced by another while the images were predicted. Ask again.");
            }
        }
        return task;
    }

    /** The problem of a task that is not known here. */
    static ProblemException unknown(String task) {
        return new ProblemException(
                501,
                "unknown-task",
                "This gateway does not know the model's task",
                "The model answers for the task " + task + ". A newer gateway may know it.");
    }

    /**
     * The values of an output along its second axis: texts, integers, floats or booleans; of boxes a list of four floats
     * each.
     */
    static List<?> of(Output output, PredictionEvent event) {
        boolean isOfObjects = Task.of(event).filter(Task.DETECTION::equals).isPresent();
        return switch (output) {
            case LABELS ->
                isOfObjects ? objects(event, Detection::getLabel) : classes(event, LabelProbability::getLabel);
            case CLASS_INDICES ->
                isOfObjects
                        ? objects(event, Detection::getClassIndex)
                        : classes(event, LabelProbability::getClassIndex);
            case PROBABILITIES -> classes(event, LabelProbability::getProbability);
            case ACCEPTED -> classes(event, its -> Boolean.TRUE.equals(its.getAccepted()));
            case BOXES -> objects(event, its -> corners(its.getBox()));
            case SCORES -> objects(event, Detection::getConfidence);
            case COUNTS -> List.of(Task.detections(event).size());
            case EMBEDDING -> vector(event.getEmbedding());
            case VALUES -> numbers(event.getValues(), NamedValue::getValue);
            case NAMES -> numbers(event.getValues(), NamedValue::getName);
        };
    }

    private static List<Object> classes(PredictionEvent event, Function<LabelProbability, Object> part) {
        return event.getTopK().stream().map(part).toList();
    }

    private static List<Object> objects(PredictionEvent event, Function<Detection, Object> part) {
        return Task.detections(event).stream().map(part).toList();
    }

    private static List<Float> corners(Box box) {
        return List.of(box.getLeft(), box.getTop(), box.getRight(), box.getBottom());
    }

    private static List<Float> vector(@Nullable Embedding embedding) {
        return embedding == null ? List.of() : embedding.getValues();
    }

    private static List<Object> numbers(@Nullable List<NamedValue> values, Function<NamedValue, Object> part) {
        return values == null ? List.of() : values.stream().map(part).toList();
    }
}
