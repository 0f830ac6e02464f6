package io.inferencestream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Turns schemas into the text a registry keeps, and back. */
final class SchemaTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaTexts() {}

    /** A parser that takes what other languages register: no rules for names, defaults unchecked. */
    static Schema.Parser lenientParser() {
        return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    }

    /** The schema as its .avsc says it, without the mark that Avro's compiler leaves for Java's strings. */
    static Schema withoutJavaMarks(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            removeMarks(json);
            return lenientParser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a schema: " + schema.getFullName(), e);
        }
    }

    private static void removeMarks(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
            for (Iterator<Map.Entry<String, JsonNode>> i = object.fields(); i.hasNext(); ) {
                Map.Entry<String, JsonNode> entry = i.next();
                if (!entry.getKey().equals("default")) {
                    removeMarks(entry.getValue());
                }
            }
        } else {
            json.forEach(SchemaTexts::removeMarks);
        }
    }
}
