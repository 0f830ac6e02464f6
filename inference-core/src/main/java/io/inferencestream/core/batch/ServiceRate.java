package io.inferencestream.core.batch;

/**
 * How much work a group of equal workers manages a second, judged by what each has lately done in how much time: a
 * decaying sum, in which the last eight or so pieces count. Thread-safe.
 */
/*
 * Work and time decay apart and are divided last. A mean of each piece's own rate would count a lone image, which has a
 * whole call's overhead to bear, as much as a full batch.
 */
public final class ServiceRate {
    private static final double KEPT = 0.875;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int workers;
    private double work;
    private double nanos;
    private volatile double perSecond;

    /** @param workers how many work at once; at least 1 */
    public ServiceRate(int workers) {
        this.workers = workers;
    }

    /**
     * A worker has ended a piece of work.
     *
     * @param done how much of it counts; 0 for time spent in vain
     * @param tookNanos how long it took
     */
    public synchronized void note(long done, long tookNanos) {
        work = KEPT * work + done;
        nanos = KEPT * nanos + Math.max(1, tookNanos);
        perSecond = workers * NANOS_PER_SECOND * work / nanos;
    }

    /** What all workers manage together; 0 before anything was done. */
    public double perSecond() {
        return perSecond;
    }
}
