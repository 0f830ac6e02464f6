package io.inferencestream.core.output;

import io.inferencestream.core.answer.Answer;

/** What a model answered to a batch: every image's answer, valid, and made up when it is asked for. Thread-safe. */
public interface BatchAnswers {

    /** Images in the batch; at least 1. */
    int count();

    /** The answer to one image, by its place in the batch from 0. */
    Answer answer(int image);
}
