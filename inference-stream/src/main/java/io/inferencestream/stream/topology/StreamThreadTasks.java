package io.inferencestream.stream.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The tasks of one stream thread, which wait and emit together: while one waits for room, the others' outcomes go out.
 *
 * <p>The stream thread owns it; only {@link #signal} may be called by others.
 */
final class StreamThreadTasks {
    /** Room is made by other threads too, which do not signal this one. */
    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Thread thread;
    private final WaitingBudget budget;
    private final IdleCommit idleCommit;
    private final List<InferenceProcessor> tasks = new ArrayList<>();
    private long processed;
    private volatile boolean isWaiting;

    StreamThreadTasks(Thread thread, TopologyLimits limits) {
        this.thread = thread;
        this.budget = new WaitingBudget(limits.waiting(), System::nanoTime);
        this.idleCommit = new IdleCommit(limits.idleCommitGap(), System::nanoTime);
    }

    void add(InferenceProcessor task) {
        tasks.add(task);
    }

    /** Removes a task; true if it was the last. */
    boolean remove(InferenceProcessor task) {
        tasks.remove(task);
        return tasks.isEmpty();
    }

    Thread thread() {
        return thread;
    }

    WaitingBudget budget() {
        return budget;
    }

    /** A record of one of the tasks is being processed. */
    void processing() {
        processed++;
        budget.processing();
    }

    /** Records that have been processed so far. */
    long processed() {
        return processed;
    }

    /** An outcome of one of the tasks went out. */
    void emitted() {
        idleCommit.emitted();
    }

    /** One of the tasks has nothing pending any more, and a commit follows. */
    void drained() {
        budget.drained();
        idleCommit.drained();
    }

    /** Whether to commit at once where nothing comes: all that was read is answered, and it has not committed just now. */
    boolean shouldCommit() {
        return idleCommit.isDue() && tasks.stream().allMatch(InferenceProcessor::isIdle);
    }

    /** Emits, for every task of the thread, the outcomes at the head of its line. */
    void emitCompleted() {
        for (InferenceProcessor task : tasks) {
            task.emitCompleted();
        }
    }

    /** Waits a moment for {@code condition}, which an outcome or the passing of time may have made true. */
    void await(BooleanSupplier condition) {
        isWaiting = true;
        if (!condition.getAsBoolean()) {
            LockSupport.parkNanos(this, MAX_WAIT_NANOS);
        }
        isWaiting = false;
    }

    /** An outcome is there. */
    void signal() {
        if (isWaiting) {
            LockSupport.unpark(thread);
        }
    }
}
