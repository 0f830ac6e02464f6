package io.inferencestream.cluster.broker;

import io.inferencestream.cluster.loopback.Loopback;
import io.inferencestream.cluster.loopback.PortTakenException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker with its controller inside this JVM, for demonstrations and tests: one node, plain text, reachable from
 * this machine only. Several may run at once. Thread-safe. Never ends the process, whatever Kafka wishes.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBroker.class);
    private static final int TRIES = 5;

    private final BrokerOptions options;
    private final DataDirectory directory;
    private final IntSupplier freePorts;
    private int port;
    private @Nullable BrokerRun run;
    private boolean isClosed;

    private LocalBroker(BrokerOptions options, DataDirectory directory, IntSupplier freePorts) {
        this.options = options;
        this.directory = directory;
        this.freePorts = freePorts;
        this.port = options.port();
    }

    /**
     * Returns once clients can use the broker, about two seconds later; four if the directory's last one was killed.
     *
     * @throws PortTakenException if the chosen port is somebody else's
     * @throws BrokerException if the data directory cannot be used, or Kafka does not come up; nothing is left running
     */
    public static LocalBroker start(BrokerOptions options) {
        return start(options, Loopback::freePort);
    }

    static LocalBroker start(BrokerOptions options, IntSupplier freePorts) {
        requireFree(options.port());
        LocalBroker broker = new LocalBroker(options, DataDirectory.open(options.directory()), freePorts);
        try {
            broker.restart();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** What clients put into {@code bootstrap.servers}; the same through every stop and restart. */
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port();
    }

    public synchronized int port() {
        return port;
    }

    /** Where the topics lie. */
    public Path directory() {
        return directory.path();
    }

    /** False after a stop, and from the moment that the broker broke by itself. */
    public synchronized boolean isRunning() {
        return run != null && run.isRunning();
    }

    /** Why the broker broke by itself, if it did since its last start. */
    public synchronized Optional<BrokerException> failure() {
        return run == null ? Optional.empty() : run.failure();
    }

    /** Stops the broker like an outage: clients lose it, port and topics stay reserved for {@link #restart()}. */
    public synchronized void stop() {
        if (run != null) {
            run.stop();
            run = null;
        }
    }

    /**
     * Starts again on the same port with the same topics; stops first if it still runs.
     *
     * @throws PortTakenException if somebody took the port meanwhile; the broker stays stopped and may be tried again
     */
    public synchronized void restart() {
        if (isClosed) {
            throw new IllegalStateException("the broker is closed: " + bootstrapServers());
        }
        stop();
        requireFree(port);
        for (int attempt = 1; run == null; attempt++) {
            int clients = port == 0 ? freePorts.getAsInt() : port;
            int controller = freePorts.getAsInt();
            try {
                if (DeadBroker.isIn(directory.path())) {
                    DeadBroker.bury(directory.path(), controller, options.properties());
                }
                Map<String, String> properties =
                        BrokerProperties.of(directory.path(), clients, controller, options.properties());
                run = BrokerRun.start(clients, properties, options.onFailure());
                port = clients;
            } catch (BrokerException e) {
                boolean isPortLost = !Loopback.isFree(clients) || !Loopback.isFree(controller);
                if (!isPortLost || attempt == TRIES) {
                    throw e;
                }
                requireFree(port); // else somebody was quicker at a port of our own choice: choose again
            }
        }
        LOG.atInfo().addKeyValue("bootstrap", bootstrapServers()).log("local broker is ready");
    }

    private static void requireFree(int port) {
        if (port != 0 && !Loopback.isFree(port)) {
            throw new PortTakenException(port, "BrokerOptions.port(n), where 0 takes a free one");
        }
    }

    /** Creates a topic with Kafka's defaults unless it is there; see {@link #createTopic(String, int, Map)}. */
    public boolean createTopic(String name, int partitions) {
        return createTopic(name, partitions, Map.of());
    }

    /**
     * Creates a topic unless it is there, and returns once clients can use it. One that is there keeps its partitions and
     * settings.
     *
     * @param config Kafka's topic settings, such as {@code max.message.bytes}
     * @return whether the topic is new
     * @throws BrokerException if the broker refuses
     */
    public boolean createTopic(String name, int partitions, Map<String, String> config) {
        return new Topics(bootstrapServers()).create(name, partitions, config);
    }

    /** Stops within seconds and gives the port back; deletes a temporary directory. May be called again. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            stop();
            directory.close();
        }
    }
}
