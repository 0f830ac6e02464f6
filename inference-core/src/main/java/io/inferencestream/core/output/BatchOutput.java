package io.inferencestream.core.output;

import java.util.List;

/**
 * What an engine gave for a batch.
 *
 * @param images how many answers are wanted; at least 1
 * @param size how many images the engine was given: {@code images}, and what filled the batch up
 * @param tensors the outputs that the {@linkplain AnswerReader#outputs() reader} asked for, in its order
 */
public record BatchOutput(int images, int size, List<OutputTensor> tensors) {
    public BatchOutput {
        tensors = List.copyOf(tensors);
        if (images < 1 || size < images) {
            throw new IllegalArgumentException("images must be from 1 to " + size + ": " + images);
        }
    }
}
