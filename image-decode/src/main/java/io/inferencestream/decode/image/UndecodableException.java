package io.inferencestream.decode.image;

/** Ends the reading of one bad image. Never leaves this module; carries no stack trace, for bad images may come fast. */
public final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Undecodable why;

    private UndecodableException(ImageFault fault, String detail) {
        super(detail, null, false, false);
        this.why = new Undecodable(fault, detail);
    }

    public static UndecodableException corrupt(String detail) {
        return new UndecodableException(ImageFault.CORRUPT, detail);
    }

    public static UndecodableException unsupported(String detail) {
        return new UndecodableException(ImageFault.UNSUPPORTED, detail);
    }

    public static UndecodableException tooLarge(String detail) {
        return new UndecodableException(ImageFault.TOO_LARGE, detail);
    }

    public Undecodable why() {
        return why;
    }
}
