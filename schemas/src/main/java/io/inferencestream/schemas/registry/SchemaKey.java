package io.inferencestream.schemas.registry;

import java.util.Set;
import java.util.UUID;

/** What a record calls its writer's schema by: the registry's id in the payload, or a GUID in a header. */
public sealed interface SchemaKey {

    /** The path of the schema below a registry's base. */
    String path();

    /** The registry's error codes under a 404 that say that it has no such schema. */
    Set<Integer> notFoundCodes();

    /**
     * The id that registries give out.
     *
     * @param value not negative in any registry; a payload may hold any
     */
    record Id(int value) implements SchemaKey {
        private static final Set<Integer> NO_SCHEMA = Set.of(40403);

        @Override
        public String path() {
            return "/schemas/ids/" + value;
        }

        @Override
        public Set<Integer> notFoundCodes() {
            return NO_SCHEMA;
        }

        @Override
        public String toString() {
            return "schema id " + value;
        }
    }

    /** The name that Confluent's clients of version 8 put into a header: the same in every registry. */
    record Guid(UUID value) implements SchemaKey {
        /** 0 and 404 stand for a registry that knows no GUIDs at all. */
        private static final Set<Integer> NO_SCHEMA = Set.of(40403, 404, 0);

        @Override
        public String path() {
            return "/schemas/guids/" + value;
        }

        @Override
        public Set<Integer> notFoundCodes() {
            return NO_SCHEMA;
        }

        @Override
        public String toString() {
            return "schema GUID " + value;
        }
    }
}
