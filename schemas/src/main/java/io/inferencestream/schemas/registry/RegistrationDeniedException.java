package io.inferencestream.schemas.registry;

/** The registry does not let this user, or anybody, register a schema. The message says under which subject. */
public final class RegistrationDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean isReadOnly;

    /** @param isReadOnly whether nobody may, for now */
    RegistrationDeniedException(String message, boolean isReadOnly) {
        super(message);
        this.isReadOnly = isReadOnly;
    }

    /** Whether the subject takes schemas of nobody; otherwise this user lacks the right. */
    public boolean isReadOnly() {
        return isReadOnly;
    }
}
