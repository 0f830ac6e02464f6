package io.inferencestream.deadletters.resend;

/** Another door has begun to resend, which has ended this one's epoch; what was sent in it and not committed is undone. */
final class FencedException extends Exception {
    private static final long serialVersionUID = 1L;

    FencedException(Throwable cause) {
        super(cause);
    }
}
