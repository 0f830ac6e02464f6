package io.inferencestream.cluster.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Schemas by id and by meaning: one id per schema, whatever the subject. Not thread-safe. */
final class SchemaTable {
    private final Map<Integer, RegisteredSchema> byId = new TreeMap<>();
    private final Map<String, Integer> idByIdentity = new HashMap<>();
    private int nextId;

    SchemaTable(int nextId) {
        this.nextId = nextId;
    }

    void restore(RegisteredSchema schema, ParsedSchema parsed) {
        byId.put(schema.id(), schema);
        idByIdentity.put(parsed.identity(), schema.id());
    }

    Optional<RegisteredSchema> withId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Integer> idOf(ParsedSchema parsed) {
        return Optional.ofNullable(idByIdentity.get(parsed.identity()));
    }

    int idOfNew(ParsedSchema parsed, List<Reference> references) {
        return idOf(parsed).orElseGet(() -> {
            restore(new RegisteredSchema(nextId, parsed.text(), references), parsed);
            return nextId++;
        });
    }

    /** Forgets the others; their ids are not given again. */
    void retain(IntPredicate isWanted) {
        byId.keySet().removeIf(id -> !isWanted.test(id));
        idByIdentity.values().removeIf(id -> !isWanted.test(id));
    }

    int nextId() {
        return nextId;
    }

    List<RegisteredSchema> all() {
        return new ArrayList<>(byId.values());
    }
}
