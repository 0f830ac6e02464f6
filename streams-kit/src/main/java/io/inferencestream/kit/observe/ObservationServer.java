package io.inferencestream.kit.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET} on {@code /metrics}, {@code /health/live} and {@code /health/ready}. Not ready is 503, with the
 * reasons.
 *
 * <p>Thread-safe. Starts two daemon threads: a slow reader does not keep the other from an answer. Live means that the
 * process answers: whatever else is broken ends the process by itself.
 */
public final class ObservationServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObservationServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";
    private static final int THREADS = 2;

    static {
        // Read once, before the first server of the process. The JDK's server sends head and body apart, and without
        // this an answer waits for the first one's acknowledgement; and without the others a silent client would hold a
        // thread for ever.
        putIfAbsent("sun.net.httpserver.nodelay", "true");
        putIfAbsent("sun.net.httpserver.maxReqTime", "10");
        putIfAbsent("sun.net.httpserver.maxRspTime", "30");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final MetricsPage metrics;
    private final Supplier<Map<String, String>> obstacles;

    private ObservationServer(
            HttpServer server, ExecutorService threads, MetricsPage metrics, Supplier<Map<String, String>> obstacles) {
        this.server = server;
        this.threads = threads;
        this.metrics = metrics;
        this.obstacles = obstacles;
    }

    private static void putIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Starts.
     *
     * @param port 0 for a free one
     * @throws IOException if it cannot listen there
     */
    public static ObservationServer start(
            String host, int port, MetricsPage metrics, Supplier<Map<String, String>> obstacles) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(host, port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "observe");
            thread.setDaemon(true);
            return thread;
        });
        ObservationServer server = new ObservationServer(http, threads, metrics, obstacles);
        http.setExecutor(threads);
        http.createContext("/", server::handle);
        http.start();
        LOG.atInfo().log("Metrics and health: {}/metrics, /health/live, /health/ready", server.address());
        return server;
    }

    public URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, JSON_TYPE, json(Map.of("error", "only GET is answered")));
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> answer(exchange, 200, MetricsPage.TYPE, metrics.bytes());
                case "/health/live" -> answer(exchange, 200, JSON_TYPE, json(Map.of("live", true)));
                case "/health/ready" -> answerReady(exchange);
                default ->
                    answer(
                            exchange,
                            404,
                            JSON_TYPE,
                            json(Map.of("error", "there are /metrics, /health/live and /health/ready")));
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("A question about metrics or health could not be answered");
        }
    }

    private void answerReady(HttpExchange exchange) throws IOException {
        Map<String, String> reasons = obstacles.get();
        boolean isReady = reasons.isEmpty();
        Map<String, Object> body = new TreeMap<>(Map.of("ready", isReady));
        if (!isReady) {
            body.put("reasons", reasons);
        }
        answer(exchange, isReady ? 200 : 503, JSON_TYPE, json(body));
    }

    private static byte[] json(Map<String, ?> body) {
        try {
            return (JSON.writeValueAsString(body) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts must become JSON: " + body, e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
