package io.inferencestream.core.decode;

import io.inferencestream.core.outcome.RejectionReason;

/** Ends the reading of one bad image. Never leaves this package; carries no stack trace, for bad images may come fast. */
final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Undecodable why;

    private UndecodableException(RejectionReason reason, String detail) {
        super(detail, null, false, false);
        this.why = new Undecodable(reason, detail);
    }

    static UndecodableException corrupt(String detail) {
        return new UndecodableException(RejectionReason.CORRUPT_IMAGE, detail);
    }

    static UndecodableException unsupported(String detail) {
        return new UndecodableException(RejectionReason.UNSUPPORTED_IMAGE, detail);
    }

    static UndecodableException tooLarge(String detail) {
        return new UndecodableException(RejectionReason.IMAGE_TOO_LARGE, detail);
    }

    Undecodable why() {
        return why;
    }
}
