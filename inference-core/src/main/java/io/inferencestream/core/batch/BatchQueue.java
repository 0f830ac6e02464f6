package io.inferencestream.core.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Where decoded images wait for a free predictor. Thread-safe; unbounded by itself: what may be in flight is bounded at
 * the door of the pipeline.
 */
final class BatchQueue<T extends BatchItem> {
    private record Waiting<T>(T item, long sinceNanos) {}

    private final BatchPolicy policy;
    private final LongSupplier ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Waiting<T>> waiting = new ArrayDeque<>();
    private int idlePredictors;
    private int hurried;
    private boolean closed;

    BatchQueue(BatchPolicy policy, LongSupplier ticker) {
        this.policy = policy;
        this.ticker = ticker;
    }

    /** Adds an item; false once the queue is closed. Never blocks for long. */
    boolean add(T item) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            waiting.addLast(new Waiting<>(item, ticker.getAsLong()));
            if (idlePredictors > 0) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a batch: at least one item, at most the policy's size; empty once the queue is closed and drained. */
    List<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            idlePredictors++;
            try {
                while (!isBatchReady()) {
                    if (closed && waiting.isEmpty()) {
                        return List.of();
                    }
                    awaitChange();
                }
            } finally {
                idlePredictors--;
            }
            return removeBatch();
        } finally {
            lock.unlock();
        }
    }

    private boolean isBatchReady() {
        if (waiting.isEmpty()) {
            return false;
        }
        return waiting.size() >= policy.maxSize() || closed || hurried > 0 || lingerLeftNanos() <= 0;
    }

    private long lingerLeftNanos() {
        return policy.linger().toNanos()
                - (ticker.getAsLong() - waiting.getFirst().sinceNanos());
    }

    @SuppressWarnings("ResultOfMethodCallIgnored")
    private void awaitChange() throws InterruptedException {
        if (waiting.isEmpty()) {
            changed.await();
        } else {
            changed.awaitNanos(Math.min(lingerLeftNanos(), TimeUnit.SECONDS.toNanos(1)));
        }
    }

    private List<T> removeBatch() {
        int size = Math.min(waiting.size(), policy.maxSize());
        List<T> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(waiting.removeFirst().item());
        }
        if (!waiting.isEmpty() && idlePredictors > 1) {
            changed.signal();
        }
        return batch;
    }

    /** Until the matching {@link #relax}, partial batches close at once. */
    void hurry() {
        lock.lock();
        try {
            hurried++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void relax() {
        lock.lock();
        try {
            hurried--;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
