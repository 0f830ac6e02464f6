package io.inferencestream.settings;

/** A text is not a value of the kind wanted. */
public final class BadValueException extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param wrong as in {@link Problem#wrong()}
     * @param remedy as in {@link Problem#remedy()}
     */
    public BadValueException(String wrong, String remedy) {
        super(wrong);
        this.remedy = remedy;
    }

    /** As in {@link Problem#wrong()}. */
    public String wrong() {
        return String.valueOf(getMessage());
    }

    /** As in {@link Problem#remedy()}. */
    public String remedy() {
        return remedy;
    }
}
