package io.inferencestream.schemas.outcome;

import io.inferencestream.event.Detection;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a model answers, and so which fields of its predictions are filled. A reader passes over a prediction of a task that
 * it does not know: {@link #of(PredictionEvent)} is then empty.
 */
public enum Task {
    /** One of several classes: {@code topK}, {@code scores}. */
    CLASSIFICATION("classification"),
    /** Each of several labels by itself: {@code topK}, {@code scores}. */
    MULTI_LABEL("multi-label"),
    /** Objects and where they are: {@code detections}. */
    DETECTION("detection"),
    /** A vector: {@code embedding}. */
    EMBEDDING("embedding"),
    /** Numbers: {@code values}. */
    REGRESSION("regression");

    private final String word;

    Task(String word) {
        this.word = word;
    }

    /** The task of a name, as events have it; empty for one that is not known here. */
    public static Optional<Task> named(String word) {
        return Arrays.stream(values()).filter(its -> its.word.equals(word)).findFirst();
    }

    /** The task of a prediction; empty for one that is not known here. */
    public static Optional<Task> of(PredictionEvent event) {
        return named(event.getTask());
    }

    /** Its name in events. */
    public String word() {
        return word;
    }

    /** Whether its answers are labels with probabilities. */
    public boolean isOfClasses() {
        return this == CLASSIFICATION || this == MULTI_LABEL;
    }

    /**
     * The labels that a prediction says of its image: the most probable class, all labels that reach their threshold, or
     * those of the objects found, each once and the most probable first. Empty where it says none, or its task is not known.
     */
    public static List<String> labels(PredictionEvent event) {
        return of(event).stream()
                .flatMap(task -> labels(task, event))
                .distinct()
                .toList();
    }

    private static Stream<String> labels(Task task, PredictionEvent event) {
        return switch (task) {
            case CLASSIFICATION ->
                event.getTopK().stream().map(LabelProbability::getLabel).limit(1);
            case MULTI_LABEL ->
                event.getTopK().stream()
                        .filter(its -> Boolean.TRUE.equals(its.getAccepted()))
                        .map(LabelProbability::getLabel);
            case DETECTION -> detections(event).stream().map(Detection::getLabel);
            case EMBEDDING, REGRESSION -> Stream.empty();
        };
    }

    /** The objects that a prediction names; empty where it names none. */
    public static List<Detection> detections(PredictionEvent event) {
        List<Detection> found = event.getDetections();
        return found == null ? List.of() : found;
    }
}
