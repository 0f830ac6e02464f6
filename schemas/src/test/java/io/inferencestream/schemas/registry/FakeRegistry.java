package io.inferencestream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/** A registry in this JVM that keeps schemas like a real one, and answers as it is told when it is told. */
public final class FakeRegistry implements AutoCloseable {
    /** An answer that ignores what was asked. */
    public interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String basePath;
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final List<JsonNode> schemas = new ArrayList<>();
    private final Map<UUID, Integer> guids = new HashMap<>();
    private final Set<Integer> forbidden = new HashSet<>();
    private final Queue<Script> scripts = new ArrayDeque<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final List<String> contentTypes = Collections.synchronizedList(new ArrayList<>());

    public FakeRegistry() {
        this("");
    }

    public FakeRegistry(String basePath) {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.basePath = basePath;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + basePath;
    }

    /** The configuration that leads here, with further keys and values after one another. */
    public Map<String, Object> config(String... keysAndValues) {
        Map<String, Object> config = new HashMap<>();
        config.put("schema.registry.url", url());
        config.put("http.read.timeout.ms", "60000"); // so that a slow machine is not taken for an outage
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }

    public SchemaRegistryClient client() {
        return SchemaRegistryClient.of(config());
    }

    /** Answers the next call, whatever it is. */
    public void next(Script script) {
        synchronized (this) {
            scripts.add(script);
        }
    }

    /** Answers the next call with a status and an error code. */
    public void next(int status, int errorCode) {
        next(exchange ->
                send(exchange, status, "{\"error_code\":" + errorCode + ",\"message\":\"scripted\",\"extra\":[1]}"));
    }

    /** What was asked, as METHOD path, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    public List<String> contentTypes() {
        return List.copyOf(contentTypes);
    }

    /** Adds a schema by hand, as another client would have, and returns its id. */
    public synchronized int add(String subject, String schema, String references) {
        try {
            ObjectNode body = JSON.createObjectNode().put("schema", schema);
            body.set("references", JSON.readTree(references));
            return add(subject, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int add(String subject, Schema schema) {
        return add(subject, schema.toString(), "[]");
    }

    /** Calls a schema by a GUID as well, as Confluent's registry of version 8 does. */
    public synchronized void name(int id, UUID guid) {
        guids.put(guid, id);
    }

    /** Answers 403 for an id from now on, whether it exists or not. */
    public synchronized void forbid(int id) {
        forbidden.add(id);
    }

    /** The text registered under an id. */
    public synchronized String text(int id) {
        return schemas.get(id - 1).path("schema").asText();
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        calls.add(exchange.getRequestMethod() + " " + path);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        contentTypes.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Script script;
        synchronized (this) {
            script = scripts.poll();
        }
        if (script != null) {
            script.answer(exchange);
        } else if (!path.startsWith(basePath)) {
            send(exchange, 404, "<html>no such page</html>");
        } else {
            answer(exchange, path.substring(basePath.length()).split("[/?]"), body);
        }
    }

    private synchronized void answer(HttpExchange exchange, String[] path, JsonNode body) throws IOException {
        String kind = String.join(" ", path).strip();
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (kind.equals("subjects")) {
            send(exchange, 200, JSON.writeValueAsString(subjects.keySet()));
        } else if (kind.equals("schemas types")) {
            send(exchange, 200, "[\"AVRO\"]");
        } else if (kind.startsWith("schemas ids ")) {
            byId(exchange, Integer.parseInt(path[3]));
        } else if (kind.startsWith("schemas guids ")) {
            byId(exchange, guids.getOrDefault(UUID.fromString(path[3]), 0));
        } else if (path.length >= 4 && path[3].equals("versions") && isPost) {
            send(exchange, 200, "{\"id\":" + add(path[2], body) + "}");
        } else if (path.length >= 5 && path[1].equals("subjects")) {
            version(exchange, path[2], path[4]);
        } else if (path.length == 3 && isPost) {
            lookUp(exchange, path[2], body);
        } else {
            send(exchange, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
        }
    }

    private int add(String subject, JsonNode body) {
        int index = schemas.indexOf(body);
        if (index < 0) {
            schemas.add(body);
            index = schemas.size() - 1;
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
        if (!versions.contains(index + 1)) {
            versions.add(index + 1);
        }
        return index + 1;
    }

    private void byId(HttpExchange exchange, int id) throws IOException {
        if (forbidden.contains(id)) {
            send(exchange, 403, "{\"error_code\":40301,\"message\":\"Forbidden (missing required ACLs)\"}");
        } else if (id < 1 || id > schemas.size()) {
            send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        } else {
            send(exchange, 200, schemas.get(id - 1).toString());
        }
    }

    private void version(HttpExchange exchange, String subject, String version) throws IOException {
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        if (versions.isEmpty()) {
            send(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
            return;
        }
        int number = version.equals("latest") ? versions.size() : Integer.parseInt(version);
        int id = versions.get(number - 1);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("subject", subject).put("version", number).put("id", id);
        answer.setAll((ObjectNode) schemas.get(id - 1));
        send(exchange, 200, answer.toString());
    }

    private void lookUp(HttpExchange exchange, String subject, JsonNode body) throws IOException {
        List<Integer> versions = subjects.get(subject);
        int id = schemas.indexOf(body) + 1;
        if (versions == null) {
            send(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
        } else if (!versions.contains(id)) {
            send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        } else {
            send(exchange, 200, "{\"subject\":\"" + subject + "\",\"id\":" + id + ",\"version\":1}");
        }
    }
}
