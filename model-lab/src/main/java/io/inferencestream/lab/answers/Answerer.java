package io.inferencestream.lab.answers;

import java.nio.file.Path;
import java.util.List;

/** Something that answers images as files. */
public interface Answerer {
    /**
     * Answers every image, in the order given.
     *
     * @throws io.inferencestream.lab.data.DataException if one cannot be read
     */
    List<Answered> answer(List<Path> images) throws InterruptedException;
}
