package io.inferencestream.deadletters.resend;

/** The input topic does not take a record of the transaction; the transaction is undone, and the epoch goes on. */
final class RecordRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RecordRefusedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
