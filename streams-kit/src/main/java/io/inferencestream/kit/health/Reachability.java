package io.inferencestream.kit.health;

import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Asks broker and registry every few seconds whether they are there, and says in the stream's readiness when one is not.
 * Pauses nothing: Kafka's clients wait by themselves, and a registry that is needed and gone pauses the stream anyway.
 *
 * <p>Starts one thread.
 */
public final class Reachability implements AutoCloseable {
    static final String BROKER = "broker";
    static final String REGISTRY = "registry";

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Readiness readiness;
    private final Supplier<Optional<String>> broker;
    private final Supplier<Optional<String>> registry;
    private final ScheduledExecutorService asker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "reachability");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param broker empty when a broker answers, otherwise what is wrong
     * @param registry the same of the registry
     */
    Reachability(Readiness readiness, Supplier<Optional<String>> broker, Supplier<Optional<String>> registry) {
        this.readiness = readiness;
        this.broker = broker;
        this.registry = registry;
    }

    /** Asks through clients that stay the caller's to close. */
    public static Reachability of(Readiness readiness, Admin admin, SchemaRegistryClient registry) {
        return new Reachability(
                readiness,
                () -> wrongWithBroker(admin),
                () -> registry.isReachable() ? Optional.empty() : Optional.of("the schema registry does not answer"));
    }

    private static Optional<String> wrongWithBroker(Admin admin) {
        try {
            DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
            admin.describeCluster(options).clusterId().get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("no broker answers: " + e.getCause());
        } catch (TimeoutException e) {
            return Optional.of("no broker answers within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    public void start() {
        asker.scheduleWithFixedDelay(this::ask, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks both once. */
    void ask() {
        note(BROKER, broker.get());
        note(REGISTRY, registry.get());
    }

    private void note(String name, Optional<String> wrong) {
        if (wrong.isPresent()) {
            readiness.obstruct(name, wrong.get());
        } else {
            readiness.clear(name);
        }
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
