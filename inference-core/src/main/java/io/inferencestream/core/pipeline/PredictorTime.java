package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.SideWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An executor without threads: predictors do its tasks when they have no full batch. Tasks may not throw. */
final class PredictorTime extends AbstractExecutorService implements SideWork {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Runnable nudge;
    private volatile boolean isShutdown;

    /** @param nudge wakes predictors that wait */
    PredictorTime(Runnable nudge) {
        this.nudge = nudge;
    }

    @Override
    public void execute(Runnable task) {
        unfinished.incrementAndGet();
        if (isShutdown) {
            done();
            throw new RejectedExecutionException("closed");
        }
        tasks.add(task);
        nudge.run();
    }

    @Override
    public boolean isWaiting() {
        return !tasks.isEmpty();
    }

    @Override
    public boolean runOne() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        try {
            task.run();
        } finally {
            done();
        }
        return true;
    }

    private void done() {
        if (unfinished.decrementAndGet() == 0 && isShutdown) {
            finished.countDown();
        }
    }

    @Override
    public void shutdown() {
        unfinished.incrementAndGet();
        isShutdown = true;
        done();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> left = new ArrayList<>();
        for (@Nullable Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            left.add(task);
            done();
        }
        return left;
    }

    @Override
    public boolean isShutdown() {
        return isShutdown;
    }

    @Override
    public boolean isTerminated() {
        return finished.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return finished.await(timeout, unit);
    }
}
