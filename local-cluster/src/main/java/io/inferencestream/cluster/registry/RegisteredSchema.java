package io.inferencestream.cluster.registry;

import java.util.List;

/**
 * A schema and its id, which holds for all subjects.
 *
 * @param text the schema as clients get it: compact JSON, referenced types by name
 */
record RegisteredSchema(int id, String text, List<Reference> references) {
    RegisteredSchema {
        references = List.copyOf(references);
    }

    boolean refersTo(SubjectVersion version) {
        return references.stream()
                .anyMatch(reference ->
                        reference.subject().equals(version.subject()) && reference.version() == version.version());
    }
}
