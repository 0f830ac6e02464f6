package io.inferencestream.cluster.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request, as a route sees it. */
final class Call {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> path;
    private final Map<String, String> query;
    private final byte[] body;

    /** @param query as in the URI, still encoded; null for none */
    Call(Map<String, String> path, @Nullable String query, byte[] body) {
        this.path = Map.copyOf(path);
        this.query = decoded(query == null ? "" : query);
        this.body = body;
    }

    private static Map<String, String> decoded(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return values;
    }

    /** The decoded segment that the route's pattern gives this name. */
    String segment(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    String subject() {
        return segment("subject");
    }

    VersionName version() {
        return VersionName.of(segment("version"));
    }

    int id() {
        String id = segment("id");
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException e) {
            throw RegistryError.unknownSchema(id);
        }
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    boolean isAsked(String flag) {
        return query(flag).equalsIgnoreCase("true");
    }

    /** A text that the body must have. */
    String text(String field) {
        JsonNode value = body().path(field);
        if (!value.isTextual()) {
            throw RegistryError.unreadableBody("\"" + field + "\" is missing");
        }
        return value.textValue();
    }

    /** The schema in the body. Avro is the only kind this registry knows. */
    SchemaRequest schema() {
        JsonNode type = body().path("schemaType");
        if (type.isTextual() && !type.textValue().equals("AVRO")) {
            throw RegistryError.invalidSchema("this development registry knows AVRO only, not " + type.textValue());
        }
        if (!body().path("schema").isTextual()) {
            throw RegistryError.invalidSchema("\"schema\" is missing");
        }
        List<Reference> references = new ArrayList<>();
        for (JsonNode reference : body().path("references")) {
            references.add(new Reference(
                    reference.path("name").asText(),
                    reference.path("subject").asText(),
                    reference.path("version").asInt()));
        }
        return new SchemaRequest(text("schema"), references);
    }

    private JsonNode body() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw RegistryError.unreadableBody(e.getOriginalMessage());
        } catch (IOException e) {
            throw RegistryError.unreadableBody(String.valueOf(e.getMessage()));
        }
    }
}
