package io.inferencestream.gateway.http.inference;

import io.inferencestream.schemas.outcome.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tensors that a model's answer consists of. The first axis of each is the request's images. */
public enum Output {
    /** Most probable class first, [images, classes]; of detections most confident first, [images, detections]. */
    LABELS("BYTES", 2),
    /** Likewise. */
    CLASS_INDICES("INT32", 2),
    /** Likewise, of classes. */
    PROBABILITIES("FP32", 2),
    /** Whether a label's probability reaches its threshold. */
    ACCEPTED("BOOL", 2),
    /** [images, detections, 4]: left, top, right, bottom, in fractions of the upright image. */
    BOXES("FP32", 3),
    /** The confidence of each detection. */
    SCORES("FP32", 2),
    /** [images, 1]: how many detections an image has; rows beyond are padding. */
    COUNTS("INT32", 2),
    /** [images, numbers]. */
    EMBEDDING("FP32", 2),
    /** [images, numbers], in the order of {@link #NAMES}. */
    VALUES("FP32", 2),
    /** What the values are numbers of. */
    NAMES("BYTES", 2);

    private final String datatype;
    private final int rank;

    Output(String datatype, int rank) {
        this.datatype = datatype;
        this.rank = rank;
    }

    /** The outputs of a task, in the order in which they are given where a request names none. */
    static List<Output> of(Task task) {
        return switch (task) {
            case CLASSIFICATION -> List.of(LABELS, CLASS_INDICES, PROBABILITIES);
            case MULTI_LABEL -> List.of(LABELS, CLASS_INDICES, PROBABILITIES, ACCEPTED);
            case DETECTION -> List.of(BOXES, SCORES, LABELS, CLASS_INDICES, COUNTS);
            case EMBEDDING -> List.of(EMBEDDING);
            case REGRESSION -> List.of(VALUES, NAMES);
        };
    }

    /** The outputs of a task by its name in announcements; none of a task that is not known here. */
    static List<Output> of(String task) {
        return Task.named(task).map(Output::of).orElse(List.of());
    }

    /** The output of a name. */
    static Optional<Output> named(String name) {
        return Arrays.stream(values()).filter(its -> its.tensor().equals(name)).findFirst();
    }

    /** Names of outputs, for messages. */
    static String names(List<Output> outputs) {
        return outputs.stream().map(Output::tensor).collect(Collectors.joining(", "));
    }

    /** Its name in the protocol. */
    String tensor() {
        return name().toLowerCase(Locale.ROOT);
    }

    String datatype() {
        return datatype;
    }

    /** How many axes it has, that of the images among them. */
    int rank() {
        return rank;
    }

    /** What stands where an image has fewer detections than another of the request. */
    Object padding() {
        return switch (this) {
            case BOXES -> List.of(0f, 0f, 0f, 0f);
            case CLASS_INDICES -> -1;
            case LABELS -> "";
            default -> 0f;
        };
    }
}
