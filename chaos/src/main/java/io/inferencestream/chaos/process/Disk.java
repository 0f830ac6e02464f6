package io.inferencestream.chaos.process;

import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;

/** Where the broker keeps its log, and a way to leave it no room. */
public interface Disk extends AutoCloseable {

    Path directory();

    /** What it is, for the report: a substitute is named as one. */
    String description();

    /** From now on the broker's writes fail. */
    void fill(ForkedJvm broker);

    /** There is room again, for the next broker process at the latest. */
    void free();

    /** Gives back what it took from the machine; the broker has ended. */
    @Override
    void close();
}
