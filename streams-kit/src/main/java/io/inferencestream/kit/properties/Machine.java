package io.inferencestream.kit.properties;

/**
 * What this process has to work with.
 *
 * @param cores at least 1
 * @param heapBytes most that the heap may grow to; at least 1
 */
public record Machine(int cores, long heapBytes) {
    public Machine {
        if (cores < 1) {
            throw new IllegalArgumentException("cores must be at least 1: " + cores);
        }
        if (heapBytes < 1) {
            throw new IllegalArgumentException("heapBytes must be at least 1: " + heapBytes);
        }
    }

    /** The machine as this JVM sees it; a container's limits count. */
    public static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(runtime.availableProcessors(), runtime.maxMemory());
    }
}
