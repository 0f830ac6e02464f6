package io.inferencestream.cluster.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.inferencestream.cluster.registry.RegistryOptions.Refusal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request and sends its answer or its error as JSON. Thread-safe. */
final class RegistryHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    /** The registry's own codes are a status and two digits more. */
    private static final int MIN_OWN_CODE = 1_000;

    private static final int CODES_OF_A_STATUS = 100;

    private final List<Route> routes;
    private final Refusal refusal;

    /** @param refusal asked before each request for what to answer instead */
    RegistryHandler(SchemaStore store, Refusal refusal) {
        this.refusal = refusal;
        routes = Stream.of(
                        Stream.of(Route.of("GET", "/", call -> Map.of())),
                        new SubjectRoutes(store).routes().stream(),
                        new SchemaRoutes(store).routes().stream(),
                        new CompatibilityRoutes(store).routes().stream(),
                        new SettingRoutes(store).routes().stream())
                .flatMap(some -> some)
                .toList();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                requireService(exchange.getRequestURI().getRawPath());
                send(exchange, 200, answer(exchange, body));
            } catch (RegistryError e) {
                send(exchange, e.status(), error(e.code(), String.valueOf(e.getMessage())));
            } catch (RegistryException e) {
                LOG.atError().setCause(e).log("a change of the registry is not saved");
                send(exchange, 500, error(50001, String.valueOf(e.getMessage())));
            } catch (RuntimeException e) { // the top of this thread: a client must not hang on a defect of ours
                LOG.atError()
                        .addKeyValue("uri", exchange.getRequestURI())
                        .setCause(e)
                        .log("a request failed");
                send(exchange, 500, error(500, "Internal Server Error: " + e));
            }
        }
    }

    private void requireService(String path) {
        int code = refusal.codeFor(path);
        if (code != Refusal.SERVED) {
            int status = code < MIN_OWN_CODE ? code : code / CODES_OF_A_STATUS;
            throw new RegistryError(status, code, "HTTP " + status);
        }
    }

    private Object answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getRawPath();
        boolean isPathKnown = false;
        for (Route route : routes) {
            Optional<Map<String, String>> segments = route.match(path);
            if (segments.isPresent() && route.method().equals(exchange.getRequestMethod())) {
                return route.answer()
                        .apply(new Call(segments.get(), exchange.getRequestURI().getRawQuery(), body));
            }
            isPathKnown |= segments.isPresent();
        }
        throw isPathKnown ? new RegistryError(405, 405, "HTTP 405 Method Not Allowed") : RegistryError.unknownRoute();
    }

    private static Map<String, Object> error(int code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error_code", code);
        error.put("message", message);
        return error;
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        if (status == 401) { // without it some clients take the answer for a broken one
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"development registry\"");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
