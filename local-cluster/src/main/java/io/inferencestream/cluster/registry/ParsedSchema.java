package io.inferencestream.cluster.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * A schema that Avro accepts.
 *
 * @param avro with all referenced types in place
 * @param identity equal for two requests that mean the same schema, however they are spaced
 * @param text for clients: compact, referenced types by name
 */
record ParsedSchema(Schema avro, String identity, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param find the schema behind a reference
     * @throws RegistryError 42201 if Avro refuses the schema or a reference leads nowhere
     */
    static ParsedSchema of(SchemaRequest request, Function<Reference, RegisteredSchema> find) {
        Map<String, Schema> types = new HashMap<>();
        addReferenced(request, find, types, new HashSet<>());
        Schema avro = parse(request.text(), new Schema.Parser().addTypes(types));
        String whole = avro.toString();
        boolean standsAlone = request.references().isEmpty();
        return new ParsedSchema(
                avro,
                standsAlone ? whole : whole + request.references(),
                standsAlone ? whole : compact(request.text()));
    }

    private static void addReferenced(
            SchemaRequest request,
            Function<Reference, RegisteredSchema> find,
            Map<String, Schema> types,
            Set<Integer> seen) {
        for (Reference reference : request.references()) {
            RegisteredSchema referenced = find.apply(reference);
            if (seen.add(referenced.id())) {
                SchemaRequest nested = new SchemaRequest(referenced.text(), referenced.references());
                addReferenced(nested, find, types, seen);
                Schema.Parser parser = new Schema.Parser().addTypes(types);
                parse(referenced.text(), parser);
                types.putAll(parser.getTypes());
            }
        }
    }

    private static Schema parse(String text, Schema.Parser parser) {
        try {
            return parser.parse(text);
        } catch (
                RuntimeException
                        e) { // Avro's parser has no common exception: an unknown name is a NullPointerException
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    private static String compact(String text) {
        try {
            return JSON.readTree(text).toString();
        } catch (JsonProcessingException e) {
            throw RegistryError.invalidSchema(e.getOriginalMessage());
        }
    }
}
