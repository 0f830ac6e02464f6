package io.inferencestream.kit.clients;

/** Ends a poll whose budget is used up. It leaves this package only within what Kafka's consumer makes of it. */
final class PollFullException extends RuntimeException {
    /** Without a stack trace: it says nothing of where it was thrown. */
    static final PollFullException INSTANCE = new PollFullException();

    private static final long serialVersionUID = 1;

    private PollFullException() {
        super("the poll is full; the next one goes on with this record", null, false, false);
    }
}
