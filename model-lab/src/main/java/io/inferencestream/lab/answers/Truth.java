package io.inferencestream.lab.answers;

import io.inferencestream.core.model.Task;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.truth.CocoTruth;
import io.inferencestream.lab.truth.NumberTable;
import io.inferencestream.lab.truth.Pairs;
import java.nio.file.Path;
import java.util.List;

/** What is true of images, by which answers of one task are judged. */
public interface Truth {
    /** The images, each once, by paths from the folder that they lie in. */
    List<String> files();

    /**
     * Judges.
     *
     * @param answers to {@link #files()}, in their order
     * @throws DataException if they cannot be compared with what is true
     */
    Figures judge(List<Answered> answers);

    /**
     * Reads what is true from the file that a task calls for.
     *
     * @param labels the model's, by class index
     * @throws DataException if the file is not of its form
     */
    static Truth read(Task task, List<String> labels, Path file) {
        return switch (task) {
            case DETECTION -> new ObjectsTruth(file, CocoTruth.read(file));
            case EMBEDDING -> new PairsTruth(file, Pairs.read(file));
            case REGRESSION -> new ValuesTruth(file, NumberTable.read(file));
            case MULTI_LABEL, CLASSIFICATION -> new LabelsTruth(file, NumberTable.read(file), labels);
        };
    }
}
