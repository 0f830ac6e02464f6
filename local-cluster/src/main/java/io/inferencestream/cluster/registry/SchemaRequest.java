package io.inferencestream.cluster.registry;

import java.util.List;

/**
 * A schema as a client sends it.
 *
 * @param text Avro's JSON, or a bare type name
 * @param references types that the text names and does not define
 */
record SchemaRequest(String text, List<Reference> references) {
    SchemaRequest {
        references = List.copyOf(references);
    }
}
