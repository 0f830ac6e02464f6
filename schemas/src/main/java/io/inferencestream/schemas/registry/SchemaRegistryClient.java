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

    /** How long after its registration a schema may be unknown to a follower of the registry that registered it. */
    public static final Duration CATCH_UP = Duration.ofSeconds(5);

    /** In place of the moment at which a record was written: the caller cannot come again. */
    public static final long CANNOT_WAIT = Long.MIN_VALUE;

    private static final Duration PROVEN_FOR = Duration.ofMinutes(1);
    private static final Call ANYTHING = Call.get("/schemas/types", Set.of());
    private static final Set<Integer> NOTHING = Set.of();

    private final RegistryHttp http;
    private final SchemaAnswers answers;
    private final SchemaLookup lookup;
    private final LongSupplier nanoClock;
    private final LongSupplier wallClock;
    private final BoundedCache<SchemaKey, Schema> byKey;
    private final BoundedCache<SchemaKey, Missing> missing;
    private final BoundedCache<SchemaKey, Long> deniedSince;
    private final BoundedCache<SubjectAndText, Integer> ids;
    private volatile @Nullable Question failed;
    private volatile @Nullable Long believedAt;

    private record SubjectAndText(String subject, String text) {}

    private record Missing(long sinceNanos, String message) {}

    /** What was asked, and when the record that needs it was written. */
    private record Question(SchemaKey key, long writtenAtMillis) {}

    /**
     * @param nanoClock for what is remembered
     * @param wallClock milliseconds since 1970-01-01T00:00Z, for the age of records
     */
    SchemaRegistryClient(RegistrySettings settings, LongSupplier nanoClock, LongSupplier wallClock) {
        this.http = new RegistryHttp(settings);
        this.answers = new SchemaAnswers(http);
        this.lookup = new SchemaLookup(http);
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.byKey = new BoundedCache<>(settings.cacheCapacity());
        this.deniedSince = new BoundedCache<>(settings.cacheCapacity());
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
        return new SchemaRegistryClient(RegistrySettings.of(config), System::nanoTime, System::currentTimeMillis);
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
     * Finds out whether {@link #register} would succeed, and registers nothing.
     *
     * @throws RegistrationDeniedException if the registry does not let this user register, or takes no schemas now and
     *     does not have this one
     * @throws SchemaRefusedException if the registry finds the schema incompatible
     */
    public void rehearseRegistering(String subject, Schema schema) {
        RegistrationRehearsal rehearsal = new RegistrationRehearsal(http);
        if (rehearsal.isForbidden(subject)) {
            throw new RegistrationDeniedException("this user may not register under subject " + subject, false);
        }
        if (rehearsal.isReadOnly(subject)) {
            lookUpReadOnly(subject, schema);
        } else if (isKnownIncompatible(subject, schema)) {
            throw new SchemaRefusedException("the schema is not compatible with those of subject " + subject);
        }
    }

    /** Asking is a right of its own, which who may register need not have. */
    private boolean isKnownIncompatible(String subject, Schema schema) {
        try {
            return !isCompatible(subject, schema);
        } catch (RegistryUnavailableException e) {
            return false;
        }
    }

    private void lookUpReadOnly(String subject, Schema schema) {
        try {
            lookUp(subject, schema);
        } catch (SchemaNotFoundException e) {
            throw new RegistrationDeniedException(
                    "subject " + subject + " is read-only and does not have this schema", true);
        }
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
        lookup.exists(id);
        return id;
    }

    /**
     * The schema of this id, its references resolved. Believes the registry at once if it does not have it.
     *
     * @throws SchemaNotFoundException if the registry does not have it, or it is not an Avro schema
     */
    public Schema byId(int id) {
        return find(new SchemaKey.Id(id), CANNOT_WAIT);
    }

    /**
     * The schema that a record was written with, its references resolved.
     *
     * <p>A schema is registered before a record is written with it, but a registry's follower may learn of it a little
     * later. So a registry that denies a schema is believed only {@link #CATCH_UP} after its first denial, and until then
     * the denial counts as an outage. So that many bad records do not each cost that wait, a denial that was believed
     * vouches for those within a minute after it, for records that are older than that.
     *
     * @param writtenAtMillis when the record was written, milliseconds since 1970-01-01T00:00Z; {@link #CANNOT_WAIT} to
     *     believe the first denial
     * @throws SchemaNotFoundException if the registry does not have it or does not give it out, or it is not an Avro schema
     */
    public Schema find(SchemaKey key, long writtenAtMillis) {
        Schema known = byKey.get(key);
        if (known != null) {
            return known;
        }
        if (key instanceof SchemaKey.Id id && id.value() < 0) {
            throw new SchemaNotFoundException("no registry gives out negative ids: " + id.value());
        }
        Missing absent = missing.get(key);
        if (absent != null && nanoClock.getAsLong() - absent.sinceNanos() < MISSING_REMEMBERED.toNanos()) {
            throw new SchemaNotFoundException(absent.message());
        }
        return fetch(new Question(key, writtenAtMillis));
    }

    private Schema fetch(Question question) {
        SchemaKey key = question.key();
        try {
            SchemaLookup.Result result = lookup.find(key);
            Schema schema = result instanceof SchemaLookup.Found found
                    ? answers.schema(found.answer(), key.toString())
                    : deny(question, (SchemaLookup.Denied) result);
            byKey.put(key, schema);
            failed = null;
            return schema;
        } catch (SchemaNotFoundException e) {
            missing.put(key, new Missing(nanoClock.getAsLong(), String.valueOf(e.getMessage())));
            failed = null;
            throw e;
        } catch (RegistryUnavailableException e) {
            failed = question;
            throw e;
        }
    }

    private Schema deny(Question question, SchemaLookup.Denied denied) {
        if (isBelieved(question)) {
            throw new SchemaNotFoundException(denied.message());
        }
        throw new RegistryUnavailableException(
                "a registry that has not heard of a schema yet denies it, so it is asked again for "
                        + CATCH_UP.toSeconds() + " s: " + denied.message(),
                null);
    }

    private boolean isBelieved(Question question) {
        long now = nanoClock.getAsLong();
        Long since = deniedSince.get(question.key());
        if (since == null) {
            deniedSince.put(question.key(), now);
            since = now;
        }
        Long proof = believedAt;
        boolean isProven = proof != null && now - proof < PROVEN_FOR.toNanos();
        boolean isOld = question.writtenAtMillis() <= wallClock.getAsLong() - CATCH_UP.toMillis();
        boolean isBelieved =
                question.writtenAtMillis() == CANNOT_WAIT || now - since >= CATCH_UP.toNanos() || isProven && isOld;
        if (isBelieved && question.writtenAtMillis() != CANNOT_WAIT) {
            believedAt = now;
        }
        return isBelieved;
    }

    /**
     * The subject's newest version. Never from memory.
     *
     * @throws SchemaNotFoundException if there is none, or it is not an Avro schema
     */
    public RegisteredSchema latest(String subject) {
        JsonNode answer = http.send(
                new Call(Call.subject(subject) + "/versions/latest", null, Call.NO_SUBJECT_VERSION_OR_SCHEMA));
        int id = SchemaAnswers.integer(answer, "id");
        lookup.exists(id);
        return new RegisteredSchema(
                subject,
                SchemaAnswers.integer(answer, "version"),
                id,
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
     * Asks the registry something that needs no right, and returns if it answers. After an outage that is the very
     * question that failed, so that a return means that the record which waits can be judged now.
     *
     * @throws RegistryUnavailableException if the outage lasts
     */
    public void probe() {
        Question question = failed;
        if (question == null) {
            http.send(ANYTHING);
            return;
        }
        try {
            fetch(question);
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
