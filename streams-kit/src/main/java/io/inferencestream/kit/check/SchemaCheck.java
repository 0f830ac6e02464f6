package io.inferencestream.kit.check;

import static io.inferencestream.kit.check.Finding.problem;

import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.RegistrationDeniedException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import java.util.Optional;
import org.apache.avro.Schema;

/** Whether the schema registry takes the schema of what a stream writes. Registers nothing. */
public final class SchemaCheck {
    private static final String BY_SOMEBODY_ELSE =
            "have the schema registered by somebody who may and set registry.auto.register.schemas to false.";

    private SchemaCheck() {}

    /**
     * Asks once; blocks the calling thread.
     *
     * @throws io.inferencestream.schemas.registry.RegistryUnavailableException if the registry gives no answer
     */
    public static Optional<Finding> run(String topic, RecordWriter<?> writer, Schema schema) {
        String subject = "schema of topic " + topic;
        try {
            writer.rehearse(schema);
            return Optional.empty();
        } catch (RegistrationDeniedException e) {
            return Optional.of(problem(
                    subject,
                    "the schema registry does not let it be registered: " + e.getMessage(),
                    e.isReadOnly()
                            ? "Set the registry's mode to READWRITE (PUT /mode); or " + BY_SOMEBODY_ELSE
                            : "Allow this user to write to that subject; or " + BY_SOMEBODY_ELSE));
        } catch (SchemaNotFoundException e) {
            return Optional.of(problem(
                    subject,
                    "it must be registered already, and is not: " + e.getMessage(),
                    "Register it, or set registry.auto.register.schemas to true."));
        } catch (SchemaRefusedException e) {
            return Optional.of(problem(
                    subject,
                    "the schema registry does not take it: " + e.getMessage(),
                    "Write predictions to a topic of their own, or change the compatibility of the subject."));
        }
    }
}
