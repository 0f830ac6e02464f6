package io.inferencestream.core.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Where decoded images wait for a free predictor. Thread-safe; unbounded by itself: what may be in flight is bounded at
 * the door of the pipeline.
 */
final class BatchQueue<T extends BatchItem> {
    private final BatchPolicy policy;
    private final long lingerNanos;
    private final LongSupplier ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private int idlePredictors;
    private int hurried;
    private boolean closed;

    BatchQueue(BatchPolicy policy, LongSupplier ticker) {
        this.policy = policy;
        this.lingerNanos = policy.linger().toNanos();
        this.ticker = ticker;
    }

    /** Adds an item; false once the queue is closed. Never blocks for long. */
    boolean add(T item) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            waiting.addLast(item);
            if (idlePredictors > 0 && mattersToTheIdle()) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the item added last gives a free predictor something to do: the first does, or begins its linger, and one
     * that fills a batch does. Whoever is woken for the first takes those between along.
     */
    private boolean mattersToTheIdle() {
        return waiting.size() == 1 || isFull();
    }

    /** Waits for a batch: at least one item, at most the policy's size; empty once the queue is closed and drained. */
    Batch<T> take() throws InterruptedException {
        lock.lock();
        try {
            idlePredictors++;
            try {
                while (!isBatchReady() && !closed) {
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
        return !waiting.isEmpty() && (lingerNanos == 0 || isFull() || hurried > 0 || lingerLeftNanos() <= 0);
    }

    private boolean isFull() {
        return waiting.size() >= policy.maxSize();
    }

    private long lingerLeftNanos() {
        return lingerNanos - (ticker.getAsLong() - waiting.getFirst().readyAtNanos());
    }

    @SuppressWarnings("ResultOfMethodCallIgnored")
    private void awaitChange() throws InterruptedException {
        if (waiting.isEmpty()) {
            changed.await();
        } else {
            changed.awaitNanos(lingerLeftNanos());
        }
    }

    private Batch<T> removeBatch() {
        ClosedBy closedBy = closedBy();
        int size = policy.sizeFor(waiting.size());
        List<T> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(waiting.removeFirst());
        }
        if (!waiting.isEmpty() && idlePredictors > 0) {
            changed.signal();
        }
        return new Batch<>(items, closedBy);
    }

    private ClosedBy closedBy() {
        if (isFull()) {
            return ClosedBy.FULL;
        }
        if (closed) {
            return ClosedBy.CLOSE;
        }
        if (lingerNanos == 0) {
            return ClosedBy.FREE_PREDICTOR;
        }
        return lingerLeftNanos() <= 0 ? ClosedBy.LINGER : ClosedBy.HURRY;
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

    /** Takes nothing more in; what waits can still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the queue and empties it into the caller's hands: no predictor will take these any more. */
    List<T> abandon() {
        lock.lock();
        try {
            close();
            List<T> left = new ArrayList<>(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
