package io.inferencestream.bench.contestant;

import io.inferencestream.testkit.fork.ForkedJvm;
import io.inferencestream.testkit.fork.ProcessUse;
import java.util.List;

/** The processes of one contestant, mostly a single one. They are killed when this is closed. */
public final class Instances implements AutoCloseable {
    private final List<ForkedJvm> processes;

    Instances(List<ForkedJvm> processes) {
        this.processes = List.copyOf(processes);
    }

    /** Whether all of them run. */
    public boolean areAlive() {
        return processes.stream().allMatch(ForkedJvm::isAlive);
    }

    /** What all of them take together. */
    public ProcessUse use() {
        return processes.stream().map(ForkedJvm::use).reduce(ProcessUse.NONE, ProcessUse::plus);
    }

    /** Has them stand still until {@link #thaw}. */
    public void freeze() {
        processes.forEach(ForkedJvm::freeze);
    }

    /** Has them go on. */
    public void thaw() {
        processes.forEach(ForkedJvm::thaw);
    }

    /** The last lines of one that has ended, or else of the first. */
    public String tail() {
        return processes.stream()
                .filter(process -> !process.isAlive())
                .findFirst()
                .orElse(processes.get(0))
                .tail();
    }

    @Override
    public void close() {
        processes.forEach(ForkedJvm::close);
    }
}
