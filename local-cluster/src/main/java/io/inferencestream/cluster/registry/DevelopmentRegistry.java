package io.inferencestream.cluster.registry;

import com.sun.net.httpserver.HttpServer;
import io.inferencestream.cluster.loopback.Loopback;
import io.inferencestream.cluster.loopback.PortTakenException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry for development and tests: Avro only, one node, this machine only, no authentication. Answers
 * Confluent's REST API as far as serializers and their clients use it. Thread-safe.
 *
 * <p>One schema has one id in all subjects; registering it again gives the same id. Compatibility is BACKWARD unless
 * configured, and really checked. The parameter {@code normalize} is accepted and changes nothing.
 */
public final class DevelopmentRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DevelopmentRegistry.class);
    private static final int THREADS = 4;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // The JDK's server sends head and body apart, and without this every answer waits 40 ms for the first one's
        // acknowledgement. It is read once, before the first server of the process.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final RegistryHandler handler;
    private int port;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService workers;

    private DevelopmentRegistry(RegistryOptions options) {
        SchemaStore store = new SchemaStore(new StateFile(options.file()));
        this.handler = new RegistryHandler(store, options.refusal());
        this.port = options.port();
    }

    /**
     * Returns once the registry answers.
     *
     * @throws PortTakenException if the chosen port is somebody else's
     * @throws RegistryException if the file is there and not a registry's
     */
    public static DevelopmentRegistry start(RegistryOptions options) {
        DevelopmentRegistry registry = new DevelopmentRegistry(options);
        registry.restart();
        LOG.atInfo()
                .addKeyValue("url", registry.url())
                .log(
                        "this schema registry is for development: open to every program of this machine, not for production");
        return registry;
    }

    /** What clients put into {@code schema.registry.url}; the same through every stop and restart. */
    public synchronized URI url() {
        return URI.create("http://" + Loopback.HOST + ":" + port);
    }

    public synchronized boolean isRunning() {
        return server != null;
    }

    /** Stops answering, like an outage: connections break, schemas and port stay for {@link #restart()}. */
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (workers != null) {
            workers.shutdownNow();
            workers = null;
        }
    }

    /**
     * Answers again on the same port, with the same schemas.
     *
     * @throws PortTakenException if somebody took the port meanwhile; the registry stays stopped and may be tried again
     */
    public synchronized void restart() {
        stop();
        try {
            HttpServer created = HttpServer.create(Loopback.address(port), 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, DevelopmentRegistry::daemon);
            created.setExecutor(threads);
            created.createContext("/", handler);
            created.start();
            server = created;
            workers = threads;
            port = created.getAddress().getPort();
        } catch (BindException e) {
            throw new PortTakenException(port, "RegistryOptions.port(n), where 0 takes a free one");
        } catch (IOException e) {
            throw new RegistryException("the registry cannot listen on " + url(), e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "development-registry");
        thread.setDaemon(true);
        return thread;
    }

    /** Stops; what is kept in a file stays there. May be called again. */
    @Override
    public void close() {
        stop();
    }
}
