package io.inferencestream.schemas.avro;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Compares schemas by what they put on the wire. */
final class Layouts {
    private Layouts() {}

    /** True if records of both schemas are the same bytes: names, types and order agree, whatever the docs say. */
    static boolean isSameLayout(Schema one, Schema other) {
        return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other));
    }
}
