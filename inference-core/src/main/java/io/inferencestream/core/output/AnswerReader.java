package io.inferencestream.core.output;

import io.inferencestream.core.model.AnswerSpec;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.EmbeddingSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.model.ValuesSpec;
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
        DeclaredOutputs outputs = new DeclaredOutputs(declared);
        AnswerSpec spec = card.answers();
        if (spec instanceof ClassesSpec classes) {
            return ClassesReader.of(classes, outputs);
        }
        return spec instanceof EmbeddingSpec embedding
                ? EmbeddingReader.of(embedding, outputs)
                : ValuesReader.of((ValuesSpec) spec, outputs);
    }

    /** What is read: the card's word, completed by what the outputs are. */
    AnswerSpec spec();

    /** Places of the outputs that are read, among those declared. */
    List<Integer> outputs();

    /**
     * Reads a batch. May write to the tensors' arrays, and keep them.
     *
     * @throws UnreadableOutputException if the outputs' shapes do not fit the batch or the card, or if an answer would
     *     mean nothing, such as a probability that is not a number
     */
    BatchAnswers read(BatchOutput output) throws UnreadableOutputException;

    /**
     * Judges whether the values can be what the card says they are.
     *
     * @param rows the first output for each of several inputs, as the model emitted it
     * @return what is suspicious, a sentence each
     * @throws UnreadableOutputException if they cannot be
     */
    default List<String> doubts(List<float[]> rows) throws UnreadableOutputException {
        return List.of();
    }
}
