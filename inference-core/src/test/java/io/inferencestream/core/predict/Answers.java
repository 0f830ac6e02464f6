package io.inferencestream.core.predict;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.outcome.Prediction;

/** Shortcuts to what tests look at. */
public final class Answers {
    private Answers() {}

    /** The label of the most probable class. */
    public static String first(Prediction prediction) {
        return classes(prediction.answer()).topK().get(0).label();
    }

    /** An answer that is one of classes. */
    public static Classification classes(Answer answer) {
        return (Classification) answer;
    }
}
