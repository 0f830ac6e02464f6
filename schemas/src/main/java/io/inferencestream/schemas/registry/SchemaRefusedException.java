package io.inferencestream.schemas.registry;

/** The registry refuses a schema: invalid, or incompatible with those before it. The message holds the registry's own. */
public final class SchemaRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SchemaRefusedException(String message) {
        super(message);
    }
}
