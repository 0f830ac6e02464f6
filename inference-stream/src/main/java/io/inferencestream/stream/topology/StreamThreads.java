package io.inferencestream.stream.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which tasks run on which stream thread. Thread-safe. */
final class StreamThreads {
    private final TopologyLimits limits;
    private final PendingBytes pendingBytes;
    private final Map<Thread, StreamThreadTasks> threads = new ConcurrentHashMap<>();
    private final Map<InferenceProcessor, StreamThreadTasks> members = new ConcurrentHashMap<>();

    StreamThreads(TopologyLimits limits) {
        this.limits = limits;
        this.pendingBytes = new PendingBytes(limits.pendingBytes());
    }

    /** A line for a task, which shares the bytes with all others. */
    PendingRecords line() {
        return new PendingRecords(limits.pendingRecords(), pendingBytes);
    }

    /** The calling stream thread takes the task. */
    StreamThreadTasks join(InferenceProcessor task) {
        leave(task);
        StreamThreadTasks tasks =
                threads.computeIfAbsent(Thread.currentThread(), thread -> new StreamThreadTasks(thread, limits));
        tasks.add(task);
        members.put(task, tasks);
        return tasks;
    }

    /** The stream thread that took the task lets go of it. */
    void leave(InferenceProcessor task) {
        StreamThreadTasks tasks = members.remove(task);
        if (tasks != null && tasks.remove(task)) {
            threads.remove(tasks.thread());
        }
    }
}
