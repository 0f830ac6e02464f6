package io.inferencestream.cluster.broker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the server: from its start to its stop or its failure. Thread-safe; cannot be started again. */
final class BrokerRun {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerRun.class);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final BrokerThreads threads;
    private final CompletableFuture<KafkaRaftServer> started = new CompletableFuture<>();
    private final CompletableFuture<BrokerException> failed = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private volatile @Nullable KafkaRaftServer server;
    private boolean isStopping;

    private BrokerRun(int port) {
        threads = new BrokerThreads("local-broker-" + port, failed::complete);
    }

    /**
     * Returns once clients can use the broker.
     *
     * @param onFailure told at most once, if the broker breaks after its start, on the thread that found it broken and
     *     before anything is shut down
     * @throws BrokerException if it does not come up; nothing is left running
     */
    static BrokerRun start(int port, Map<String, String> properties, Consumer<BrokerException> onFailure) {
        BrokerRun run = new BrokerRun(port);
        run.launch("start", () -> {
            try {
                KafkaRaftServer created = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
                run.server = created;
                created.startup();
                run.started.complete(created);
            } catch (Throwable e) { // the top of this thread
                run.started.completeExceptionally(e);
            }
        });
        run.awaitStart();
        run.failed.thenAccept(failure -> run.fail(failure, onFailure));
        return run;
    }

    private void awaitStart() {
        try {
            CompletableFuture.anyOf(started, failed.thenAccept(BrokerRun::raise))
                    .orTimeout(LONGEST_START.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            stop();
            throw new BrokerException("the broker does not start: " + rootOf(e).getMessage(), e.getCause());
        }
    }

    private static void raise(BrokerException failure) {
        throw failure;
    }

    private void fail(BrokerException failure, Consumer<BrokerException> onFailure) {
        synchronized (this) {
            if (isStopping) {
                return;
            }
        }
        LOG.atError().setCause(failure).log("the local broker broke");
        try {
            onFailure.accept(failure);
        } finally {
            beginStop();
        }
    }

    boolean isRunning() {
        return started.isDone() && !failed.isDone() && !stopped.isDone();
    }

    Optional<BrokerException> failure() {
        return Optional.ofNullable(failed.getNow(null));
    }

    /** Shuts the server down and waits for it, for a bounded time. */
    void stop() {
        beginStop();
        try {
            stopped.copy().orTimeout(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            LOG.atWarn().setCause(e.getCause()).log("the local broker did not stop cleanly");
        }
    }

    private synchronized void beginStop() {
        if (!isStopping) {
            isStopping = true;
            launch("stop", () -> {
                try {
                    KafkaRaftServer running = server;
                    if (running != null) {
                        running.shutdown();
                        running.awaitShutdown();
                    }
                    stopped.complete(null);
                } catch (Throwable e) { // the top of this thread
                    stopped.completeExceptionally(e);
                }
            });
        }
    }

    private void launch(String what, Runnable task) {
        Thread thread = new Thread(threads, task, threads.getName() + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
