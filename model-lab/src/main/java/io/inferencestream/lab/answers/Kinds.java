package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.lab.data.DataException;
import java.nio.file.Path;

/** Answers for what they are. */
final class Kinds {
    private Kinds() {}

    /**
     * An answer of the kind that is wanted.
     *
     * @param file named in the error
     * @throws DataException if it is of another
     */
    static <T extends Answer> T of(Answered answered, Class<T> kind, Path file) {
        if (!kind.isInstance(answered.answer())) {
            throw new DataException(
                    file,
                    "cannot judge answers of the task " + answered.answer().task()
                            + ": does the stream serve the same model?");
        }
        return kind.cast(answered.answer());
    }
}
