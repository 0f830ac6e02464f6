package io.inferencestream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.schemas.registry.RegistryHttp.Answered;
import io.inferencestream.schemas.registry.RegistryHttp.Call;
import io.inferencestream.schemas.registry.RegistryHttp.Failures;
import io.inferencestream.schemas.registry.RegistryHttp.Forbidden;
import io.inferencestream.schemas.registry.RegistryHttp.Missing;
import io.inferencestream.schemas.registry.RegistryHttp.Reply;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Looks for one schema at every endpoint, and tells an endpoint that truly lacks it from one that is no witness. Thread-safe.
 */
/*
 * A follower may lag behind its leader, and some registries answer 403 for an id that does not exist (Redpanda's with
 * access control). Both are told apart by the newest schema that this client has had from any endpoint: one that does not
 * know it lags, and one that gives it out refuses the other schema only.
 */
final class SchemaLookup {
    private static final Call ANYTHING = Call.get("/schemas/types", Set.of());

    private final RegistryHttp http;
    private final AtomicInteger newest = new AtomicInteger();
    private final AtomicIntegerArray newestOf;

    /** What came of a lookup. */
    sealed interface Result permits Found, Denied {}

    /** An endpoint has it. */
    record Found(JsonNode answer) implements Result {}

    /** At least one endpoint that is no follower behind the times denies it, and none has it. */
    record Denied(String message) implements Result {}

    SchemaLookup(RegistryHttp http) {
        this.http = http;
        this.newestOf = new AtomicIntegerArray(http.size());
    }

    /** Notes that the registry has this id. */
    void exists(int id) {
        newest.accumulateAndGet(id, Math::max);
    }

    /**
     * Asks the endpoints in turn until one has it.
     *
     * @throws RegistryUnavailableException if no endpoint has it and none can be believed
     */
    Result find(SchemaKey key) {
        Call call = Call.get(key.path(), key.notFoundCodes());
        Failures failures = new Failures();
        StringJoiner denials = new StringJoiner("; ").setEmptyValue("");
        for (int turn = 0, first = http.inTurn(0); turn < http.size(); turn++) {
            int index = (first + turn) % http.size();
            Reply reply = http.ask(index, call);
            if (reply instanceof Answered answer) {
                http.prefer(index);
                note(index, key);
                return new Found(answer.body());
            } else if (reply instanceof Missing missing) {
                if (isCurrent(index, failures)) {
                    denials.add(http.name(index) + " says: " + missing.message());
                }
            } else if (reply instanceof Forbidden forbidden && answersOtherwise(index)) {
                denials.add(http.name(index) + " " + forbidden.message() + ", and answers other questions");
            } else {
                failures.add(http.name(index), reply);
            }
        }
        if (denials.length() == 0) {
            throw failures.unavailable(call);
        }
        return new Denied(call + ": " + denials);
    }

    private void note(int index, SchemaKey key) {
        if (key instanceof SchemaKey.Id id) {
            exists(id.value());
            newestOf.accumulateAndGet(index, id.value(), Math::max);
        }
    }

    private boolean isCurrent(int index, Failures failures) {
        int id = newest.get();
        if (newestOf.get(index) >= id || knows(index, id)) {
            return true;
        }
        failures.add(http.name(index), "does not know schema id " + id + " either, which exists: it lags behind");
        return false;
    }

    private boolean answersOtherwise(int index) {
        int id = newest.get();
        return id == 0 ? http.ask(index, ANYTHING) instanceof Answered : knows(index, id);
    }

    private boolean knows(int index, int id) {
        SchemaKey key = new SchemaKey.Id(id);
        boolean isKnown = http.ask(index, Call.get(key.path(), key.notFoundCodes())) instanceof Answered;
        if (isKnown) {
            note(index, key);
        }
        return isKnown;
    }
}
