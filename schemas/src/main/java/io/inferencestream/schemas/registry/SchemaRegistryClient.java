package io.inferencestream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.schemas.registry.RegistryHttp.Call;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry that speaks Confluent's REST API: Confluent's own, Apicurio's ({@code /apis/ccompat/v7}),
 * Karapace's, Redpanda's.
 *
 * <p>Thread-safe. Calls block the calling thread for at most {@code http.read.timeout.ms} per address, and not at all
 * for what has been asked before: schemas never change, so answers are kept, up to {@code max.schemas.per.subject} of
 * them. That a schema is missing is remembered for {@link #MISSING_REMEMBERED} only.
 *
 * <p>Every method that asks the registry throws {@link RegistryUnavailableException} in an outage, and then nothing has
 * changed.
 */
public final class SchemaRegistryClient {
    /** How long a missing schema is not asked for again. */
    public static final Duration MISSING_REMEMBERED = Duration.ofSeconds(1);

    private static final int MAX_REFERENCES = 200;
    private static final Set<Integer> NO_SCHEMA = Set.of(40403);
    private static final Set<Integer> NO_SUBJECT_VERSION_OR_SCHEMA = Set.of(40401, 40402, 40403, 40404, 40406);
    private static final Set<Integer> NOTHING = Set.of();

    private final RegistryHttp http;
    private final LongSupplier nanoClock;
    private final BoundedCache<Integer, Schema> byId;
    private final BoundedCache<Integer, Missing> missing;
    private final BoundedCache<SubjectAndText, Integer> ids;
    private volatile @Nullable Integer failedId;

    private record SubjectAndText(String subject, String text) {}

    private record Missing(long sinceNanos, String message) {}

    SchemaRegistryClient(RegistrySettings settings, LongSupplier nanoClock) {
        this.http = new RegistryHttp(settings);
        this.nanoClock = nanoClock;
        this.byId = new BoundedCache<>(settings.cacheCapacity());
        this.missing = new BoundedCache<>(settings.cacheCapacity());
        this.ids = new BoundedCache<>(settings.cacheCapacity());
    }

    /**
     * Makes a client from Confluent's keys: {@code schema.registry.url} (several addresses, separated by commas, are
     * tried in turn), {@code basic.auth.credentials.source}, {@code basic.auth.user.info},
     * {@code bearer.auth.credentials.source}, {@code bearer.auth.token}, {@code schema.registry.ssl.*},
     * {@code http.connect.timeout.ms}, {@code http.read.timeout.ms}, {@code max.schemas.per.subject}. Other keys are
     * left alone. Does not connect yet.
     *
     * @throws org.apache.kafka.common.config.ConfigException names every key that is wrong, and what to do
     */
    public static SchemaRegistryClient of(Map<String, ?> config) {
        return new SchemaRegistryClient(RegistrySettings.of(config), System::nanoTime);
    }

    /**
     * Registers a schema under a subject, unless it is there already.
     *
     * @return the schema's id
     * @throws SchemaRefusedException if the registry finds it invalid or incompatible
     */
    public int register(String subject, Schema schema) {
        String text = SchemaTexts.withoutJavaMarks(schema).toString();
        SubjectAndText key = new SubjectAndText(subject, text);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        JsonNode answer = http.send(new Call(path(subject) + "/versions", schemaBody(text), NOTHING));
        int id = integer(answer, "id");
        ids.put(key, id);
        return id;
    }

    /**
     * Finds a schema under a subject.
     *
     * @return the schema's id
     * @throws SchemaNotFoundException if the subject does not have it
     */
    public int lookUp(String subject, Schema schema) {
        String text = SchemaTexts.withoutJavaMarks(schema).toString();
        SubjectAndText key = new SubjectAndText(subject, text);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        JsonNode answer = http.send(new Call(path(subject), schemaBody(text), NO_SUBJECT_VERSION_OR_SCHEMA));
        int id = integer(answer, "id");
        ids.put(key, id);
        return id;
    }

    /**
     * The schema that records carry this id of, its references resolved.
     *
     * @throws SchemaNotFoundException if the registry does not have it, or it is not an Avro schema
     */
    public Schema byId(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        if (id < 0) {
            throw new SchemaNotFoundException("no registry gives out negative ids: " + id);
        }
        Missing absent = missing.get(id);
        if (absent != null && nanoClock.getAsLong() - absent.sinceNanos() < MISSING_REMEMBERED.toNanos()) {
            throw new SchemaNotFoundException(absent.message());
        }
        return fetch(id);
    }

    private Schema fetch(int id) {
        try {
            Schema schema = parse(http.send(new Call("/schemas/ids/" + id, null, NO_SCHEMA)), "schema id " + id);
            byId.put(id, schema);
            failedId = null;
            return schema;
        } catch (SchemaNotFoundException e) {
            missing.put(id, new Missing(nanoClock.getAsLong(), String.valueOf(e.getMessage())));
            failedId = null;
            throw e;
        } catch (RegistryUnavailableException e) {
            failedId = id;
            throw e;
        }
    }

    /**
     * The subject's newest version. Never from memory.
     *
     * @throws SchemaNotFoundException if there is none, or it is not an Avro schema
     */
    public RegisteredSchema latest(String subject) {
        JsonNode answer = http.send(new Call(path(subject) + "/versions/latest", null, NO_SUBJECT_VERSION_OR_SCHEMA));
        return new RegisteredSchema(
                subject,
                integer(answer, "version"),
                integer(answer, "id"),
                parse(answer, "the latest version of subject " + subject));
    }

    /** True if the registry would take the schema as the subject's next version, as any subject's first. */
    public boolean isCompatible(String subject, Schema schema) {
        String text = SchemaTexts.withoutJavaMarks(schema).toString();
        String path = "/compatibility" + path(subject) + "/versions/latest";
        try {
            JsonNode answer = http.send(new Call(path, schemaBody(text), NO_SUBJECT_VERSION_OR_SCHEMA));
            JsonNode verdict = answer.path("is_compatible");
            if (!verdict.isBoolean()) {
                throw unusable("is_compatible", answer);
            }
            return verdict.booleanValue();
        } catch (SchemaNotFoundException e) {
            return true;
        }
    }

    /**
     * Asks the registry something, and returns if it answers. After an outage that is the very question that failed, so
     * that a return means that the record which waits can be read now.
     *
     * @throws RegistryUnavailableException if the outage lasts
     */
    public void probe() {
        Integer failed = failedId;
        if (failed == null) {
            http.send(new Call("/subjects", null, NOTHING));
            return;
        }
        try {
            fetch(failed);
        } catch (SchemaNotFoundException e) {
            // an answer, if a sad one: the record is at fault, not the registry
        }
    }

    /** Like {@link #probe}, as an answer. */
    public boolean isReachable() {
        try {
            probe();
            return true;
        } catch (RegistryUnavailableException e) {
            return false;
        }
    }

    private Schema parse(JsonNode answer, String what) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.isEmpty() && !type.equals("AVRO")) {
            throw new SchemaNotFoundException(what + " is not an Avro schema but " + type);
        }
        Schema.Parser parser = SchemaTexts.lenientParser();
        try {
            addReferences(answer, parser, new HashSet<>());
            return parser.parse(schemaText(answer));
        } catch (SchemaParseException e) {
            throw new SchemaNotFoundException(what + " is not a valid Avro schema: " + e.getMessage());
        }
    }

    /** Parses the schemas that this one refers to, each before those that need it. */
    private void addReferences(JsonNode answer, Schema.Parser parser, Set<String> visited) {
        for (JsonNode reference : answer.path("references")) {
            String subject = reference.path("subject").asText();
            int version = reference.path("version").asInt();
            if (!visited.add(subject + "/" + version)) {
                continue;
            }
            if (visited.size() > MAX_REFERENCES) {
                throw new SchemaNotFoundException("a schema with more than " + MAX_REFERENCES + " references");
            }
            String path = path(subject) + "/versions/" + version + "?deleted=true";
            JsonNode referred = http.send(new Call(path, null, NO_SUBJECT_VERSION_OR_SCHEMA));
            addReferences(referred, parser, visited);
            parser.parse(schemaText(referred));
        }
    }

    private static String schemaText(JsonNode answer) {
        JsonNode text = answer.path("schema");
        if (!text.isTextual()) {
            throw unusable("schema", answer);
        }
        return text.textValue();
    }

    private static int integer(JsonNode answer, String name) {
        JsonNode value = answer.path(name);
        if (!value.canConvertToInt()) {
            throw unusable(name, answer);
        }
        return value.intValue();
    }

    private static RegistryUnavailableException unusable(String missing, JsonNode answer) {
        return new RegistryUnavailableException(
                "the schema registry's answer has no usable \"" + missing + "\": " + answer.getNodeType(), null);
    }

    private static ObjectNode schemaBody(String text) {
        return JsonNodeFactory.instance.objectNode().put("schema", text);
    }

    private static String path(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }
}
