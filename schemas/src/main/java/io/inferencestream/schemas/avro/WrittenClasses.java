package io.inferencestream.schemas.avro;

import org.apache.avro.specific.SpecificData;

/**
 * Has generated classes that can write themselves do so, which is quicker than field by field. Avro has them do it only where
 * a system property says so, for the whole process.
 */
final class WrittenClasses extends SpecificData {
    static final SpecificData MODEL = new WrittenClasses();

    private WrittenClasses() {
        addLogicalTypeConversions(this);
        setCustomCoders(true);
    }
}
