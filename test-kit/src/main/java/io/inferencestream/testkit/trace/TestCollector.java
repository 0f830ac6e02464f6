package io.inferencestream.testkit.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces over OTLP/HTTP on a free port of the loopback, and keeps their spans. Thread-safe. */
public final class TestCollector implements AutoCloseable {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final int UNSUPPORTED = 415;

    private final HttpServer server;
    private final List<SentSpan> spans = new CopyOnWriteArrayList<>();

    public TestCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!PROTOBUF.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                exchange.sendResponseHeaders(UNSUPPORTED, -1);
                return;
            }
            keep(Message.of(ByteBuffer.wrap(body)));
            exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** Of {@code ExportTraceServiceRequest}. */
    private void keep(Message request) {
        for (Message ofResource : request.messages(1)) {
            Map<String, String> resource =
                    SentSpan.attributes(ofResource.messages(1).get(0), 1);
            for (Message ofScope : ofResource.messages(2)) {
                ofScope.messages(2).forEach(span -> spans.add(SentSpan.of(resource, span)));
            }
        }
    }

    /** What {@code tracing.endpoint} is to be. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    /** All spans that have come, in their order. */
    public List<SentSpan> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
