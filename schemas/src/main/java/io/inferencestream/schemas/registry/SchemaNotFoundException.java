package io.inferencestream.schemas.registry;

/** The registry answered, and does not have the schema, subject or version asked for. Asking again does not help. */
public final class SchemaNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SchemaNotFoundException(String message) {
        super(message);
    }
}
