package io.inferencestream.cluster.registry;

import java.util.List;
import java.util.Map;

/**
 * Everything that a registry knows, as it is written to a file.
 *
 * @param nextId the id that the next new schema gets; ids are never used twice
 * @param levels compatibility by subject, {@link Settings#GLOBAL} for all others
 * @param modes by subject likewise
 */
record RegistryState(
        int nextId,
        List<RegisteredSchema> schemas,
        List<SubjectVersion> versions,
        Map<String, String> levels,
        Map<String, String> modes) {
    RegistryState {
        schemas = List.copyOf(schemas);
        versions = List.copyOf(versions);
        levels = Map.copyOf(levels);
        modes = Map.copyOf(modes);
    }

    static RegistryState empty() {
        return new RegistryState(1, List.of(), List.of(), Map.of(), Map.of());
    }
}
