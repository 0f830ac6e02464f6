package io.inferencestream.core.answer;

import io.inferencestream.core.model.Task;
import java.util.function.Function;

/** What a model says about one image. */
public sealed interface Answer permits Classification, Detections, Embedding, Values {

    /** What the model answers. */
    Task task();

    /** Applies the function for this answer's kind; a new kind breaks every caller at compile time. */
    <R> R fold(
            Function<? super Classification, ? extends R> classes,
            Function<? super Detections, ? extends R> objects,
            Function<? super Embedding, ? extends R> vector,
            Function<? super Values, ? extends R> numbers);
}
