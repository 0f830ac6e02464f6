package io.inferencestream.core.model;

import java.util.List;

/** What a card says about a model's answers: the task, and how they are read from the model's output tensors. */
public sealed interface AnswerSpec permits ClassesSpec, EmbeddingSpec, ValuesSpec {

    /** What the model answers. */
    Task task();

    /** Names of the classes, by class index; empty where the task has none. */
    List<String> labels();

    /** How the answers are read, in one line for people. */
    String summary();
}
