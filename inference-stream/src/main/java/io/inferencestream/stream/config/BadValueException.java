package io.inferencestream.stream.config;

/** A text is not a value of the kind wanted. */
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param wrong as in {@link Problem#wrong()}
     * @param remedy as in {@link Problem#remedy()}
     */
    BadValueException(String wrong, String remedy) {
        super(wrong);
        this.remedy = remedy;
    }

    String wrong() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
