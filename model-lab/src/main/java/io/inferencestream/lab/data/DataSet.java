package io.inferencestream.lab.data;

import java.util.List;
import java.util.Optional;

/** Labelled images in parts. Each call reads the part anew, so that a test part is not even read unless asked for. */
public interface DataSet {
    /** Names of the classes, by class index. */
    List<String> classes();

    /**
     * What weights are fitted to.
     *
     * @throws DataException if it is not there or cannot be read
     */
    LabelledImages training();

    /**
     * What choices are made by, where the data set comes with it.
     *
     * @throws DataException if it cannot be read
     */
    Optional<LabelledImages> validation();

    /**
     * What is looked at once, for what is published.
     *
     * @throws DataException if it is not there or cannot be read
     */
    LabelledImages test();

    /** Whether the test part is another than the training part. */
    default boolean isInParts() {
        return true;
    }
}
