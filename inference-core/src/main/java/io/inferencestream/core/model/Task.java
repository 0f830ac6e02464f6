package io.inferencestream.core.model;

/** What a model answers. */
public enum Task {
    /** One of several classes that exclude each other. */
    CLASSIFICATION("classification"),
    /** Any number of several classes. */
    MULTI_LABEL("multi-label"),
    /** Objects, each of a class and in a box. */
    DETECTION("detection"),
    /** A vector that says what the image is like. */
    EMBEDDING("embedding"),
    /** Numbers, such as an age. */
    REGRESSION("regression");

    private final String word;

    Task(String word) {
        this.word = word;
    }

    /** The task's name in events, cards and documents. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
