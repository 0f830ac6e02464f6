package io.inferencestream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.schemas.registry.RegistryHttp.Call;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads schemas out of a registry's answers, and asks for those that they refer to. */
final class SchemaAnswers {
    private static final int MAX_REFERENCES = 200;

    private final RegistryHttp http;

    SchemaAnswers(RegistryHttp http) {
        this.http = http;
    }

    /**
     * The schema in an answer.
     *
     * @param what was asked for, for messages
     * @throws SchemaNotFoundException if it is not an Avro schema, or one that it refers to is gone
     * @throws RegistryUnavailableException if the answer holds none, or in an outage while a reference is resolved
     */
    Schema schema(JsonNode answer, String what) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.isEmpty() && !type.equals("AVRO")) {
            throw new SchemaNotFoundException(what + " is not an Avro schema but " + type);
        }
        Schema.Parser parser = SchemaTexts.lenientParser();
        addReferences(answer, parser, new HashSet<>());
        return parse(parser, answer, what);
    }

    /** Parses the schemas that this one refers to, each before those that need it. */
    private void addReferences(JsonNode answer, Schema.Parser parser, Set<String> visited) {
        for (JsonNode reference : answer.path("references")) {
            String subject = reference.path("subject").asText();
            int version = reference.path("version").asInt();
            String what = "version " + version + " of subject " + subject;
            if (!visited.add(what)) {
                continue;
            }
            if (visited.size() > MAX_REFERENCES) {
                throw new SchemaNotFoundException("a schema with more than " + MAX_REFERENCES + " references");
            }
            String path = Call.subject(subject) + "/versions/" + version + "?deleted=true";
            JsonNode referred = http.send(new Call(path, null, Call.NO_SUBJECT_VERSION_OR_SCHEMA));
            addReferences(referred, parser, visited);
            parse(parser, referred, what);
        }
    }

    // Avro's parser reports bad schemas by exceptions of many kinds, and deep nesting by the stack's end.
    private static Schema parse(Schema.Parser parser, JsonNode answer, String what) {
        JsonNode text = answer.path("schema");
        if (!text.isTextual()) {
            throw unusable("schema", answer);
        }
        try {
            return parser.parse(text.textValue());
        } catch (RuntimeException | StackOverflowError e) {
            throw new SchemaNotFoundException(what + " is not a valid Avro schema: " + e);
        }
    }

    static int integer(JsonNode answer, String name) {
        JsonNode value = answer.path(name);
        if (!value.canConvertToInt()) {
            throw unusable(name, answer);
        }
        return value.intValue();
    }

    static RegistryUnavailableException unusable(String missing, JsonNode answer) {
        return new RegistryUnavailableException(
                "the schema registry's answer has no usable \"" + missing + "\": " + answer.getNodeType(), null);
    }
}
