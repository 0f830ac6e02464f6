package io.inferencestream.gateway.answer;

import io.inferencestream.event.Embedding;
import io.inferencestream.event.NamedValue;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.outcome.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a model answered in a few words, for lists in which an outcome has one line. */
public final class AnswerWords {
    private static final int MAX_KINDS = 5;

    private AnswerWords() {}

    /** The most probable class, or what stands for it in answers of another task; never empty. */
    public static String of(PredictionEvent event) {
        return Task.of(event)
                .map(task -> of(task, event))
                .orElse("an answer of the task " + event.getTask() + ", which is not known here");
    }

    private static String of(Task task, PredictionEvent event) {
        return switch (task) {
            case CLASSIFICATION, MULTI_LABEL -> labels(Task.labels(event));
            case DETECTION -> objects(event);
            case EMBEDDING -> vector(event.getEmbedding());
            case REGRESSION -> values(event.getValues());
        };
    }

    private static String labels(List<String> labels) {
        return labels.isEmpty()
                ? "no label"
                : labels.stream().limit(MAX_KINDS).collect(Collectors.joining(", "))
                        + (labels.size() > MAX_KINDS ? ", …" : "");
    }

    private static String objects(PredictionEvent event) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Task.detections(event).forEach(one -> counts.merge(one.getLabel(), 1, Integer::sum));
        return counts.isEmpty()
                ? "nothing found"
                : counts.entrySet().stream()
                                .limit(MAX_KINDS)
                                .map(its -> its.getValue() + " × " + its.getKey())
                                .collect(Collectors.joining(", "))
                        + (counts.size() > MAX_KINDS ? ", …" : "");
    }

    private static String vector(@Nullable Embedding embedding) {
        return embedding == null
                ? "no vector"
                : "a vector of " + embedding.getValues().size() + " numbers";
    }

    private static String values(@Nullable List<NamedValue> values) {
        return values == null || values.isEmpty()
                ? "no values"
                : values.stream().limit(MAX_KINDS).map(AnswerWords::value).collect(Collectors.joining(", "))
                        + (values.size() > MAX_KINDS ? ", …" : "");
    }

    private static String value(NamedValue one) {
        return one.getName() + " " + one.getValue() + (one.getUnit() == null ? "" : " " + one.getUnit());
    }
}
