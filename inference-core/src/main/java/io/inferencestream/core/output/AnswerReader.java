package io.inferencestream.core.output;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorSpec;
import java.util.List;

/** Reads a model's output tensors into answers, by the model's card. Thread-safe. */
public interface AnswerReader {

    /**
     * Finds out which outputs to read.
     *
     * @param declared the outputs as the model's file declares them
     * @throws UnreadableOutputException if they do not fit the card
     */
    static AnswerReader of(ModelCard card, List<TensorSpec> declared) throws UnreadableOutputException {
        return ClassesReader.of((ClassesSpec) card.answers(), new DeclaredOutputs(declared));
    }

    /** Places of the outputs that are read, among those declared. */
    List<Integer> outputs();

    /**
     * Reads a batch. May write to the tensors' arrays, and keep them.
     *
     * @throws UnreadableOutputException if the outputs' shapes do not fit the batch or the card, or if an answer would
     *     mean nothing, such as a probability that is not a number
     */
    BatchAnswers read(BatchOutput output) throws UnreadableOutputException;
}
