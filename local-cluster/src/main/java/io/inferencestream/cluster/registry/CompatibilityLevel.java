package io.inferencestream.cluster.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Which readers must understand which writers when a subject gets another version. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean isTransitive;

    CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean isTransitive) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.isTransitive = isTransitive;
    }

    static CompatibilityLevel named(String name) {
        for (CompatibilityLevel level : values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw RegistryError.invalidLevel(name);
    }

    /**
     * What speaks against the candidate; empty if nothing does.
     *
     * @param earlier the subject's schemas, oldest first
     */
    List<String> objections(Schema candidate, List<Schema> earlier) {
        List<String> objections = new ArrayList<>();
        int first = isTransitive ? 0 : Math.max(0, earlier.size() - 1);
        for (Schema older : earlier.subList(first, earlier.size())) {
            if (newReadsOld) {
                objections.addAll(objections(candidate, older, "the new schema cannot read data of an earlier one"));
            }
            if (oldReadsNew) {
                objections.addAll(objections(older, candidate, "an earlier schema cannot read data of the new one"));
            }
        }
        return objections;
    }

    private static List<String> objections(Schema reader, Schema writer, String what) {
        List<String> objections = new ArrayList<>();
        for (Incompatibility found : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            objections.add(
                    what + ": " + found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")");
        }
        return objections;
    }
}
