package io.inferencestream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.schemas.registry.RegistryHttp.Call;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
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

    private static final Set<Integer> NO_SCHEMA = Set.of(40403);
    private static final Set<Integer> NOTHING = Set.of();

    private final RegistryHttp http;
    private final SchemaAnswers answers;
    private final LongSupplier nanoClock;
    private final BoundedCache<Integer, Schema> byId;
    private final BoundedCache<Integer, Missing> missing;
    private final BoundedCache<SubjectAndText, Integer> ids;
    private volatile @Nullable Integer failedId;

    private record SubjectAndText(String subject, String text) {}

    private record Missing(long sinceNanos, String message) {}

    SchemaRegistryClient(RegistrySettings settings, LongSupplier nanoClock) {
        this.http = new RegistryHttp(settings);
        this.answers = new SchemaAnswers(http);
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
        return id(subject, schema, Call.subject(subject) + "/versions", NOTHING);
    }

    /**
     * Finds a schema under a subject.
     *
     * @return the schema's id
     * @throws SchemaNotFoundException if the subject does not have it
     */
    public int lookUp(String subject, Schema schema) {
        return id(subject, schema, Call.subject(subject), Call.NO_SUBJECT_VERSION_OR_SCHEMA);
    }

    private int id(String subject, Schema schema, String path, Set<Integer> notFoundCodes) {
        String text = SchemaTexts.withoutJavaMarks(schema).toString();
        SubjectAndText key = new SubjectAndText(subject, text);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = SchemaAnswers.integer(http.send(new Call(path, schemaBody(text), notFoundCodes)), "id");
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
            Schema schema =
                    answers.schema(http.send(new Call("/schemas/ids/" + id, null, NO_SCHEMA)), "schema id " + id);
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
        JsonNode answer = http.send(
                new Call(Call.subject(subject) + "/versions/latest", null, Call.NO_SUBJECT_VERSION_OR_SCHEMA));
        return new RegisteredSchema(
                subject,
                SchemaAnswers.integer(answer, "version"),
                SchemaAnswers.integer(answer, "id"),
                answers.schema(answer, "the latest version of subject " + subject));
    }

    /** True if the registry would take the schema as the subject's next version, as any subject's first. */
    public boolean isCompatible(String subject, Schema schema) {
        String text = SchemaTexts.withoutJavaMarks(schema).toString();
        String path = "/compatibility" + Call.subject(subject) + "/versions/latest";
        try {
            JsonNode answer = http.send(new Call(path, schemaBody(text), Call.NO_SUBJECT_VERSION_OR_SCHEMA));
            JsonNode verdict = answer.path("is_compatible");
            if (!verdict.isBoolean()) {
                throw SchemaAnswers.unusable("is_compatible", answer);
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

    private static ObjectNode schemaBody(String text) {
        return JsonNodeFactory.instance.objectNode().put("schema", text);
    }
}
