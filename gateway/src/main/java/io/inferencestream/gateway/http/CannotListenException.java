package io.inferencestream.gateway.http;

/** The address cannot be listened on: it is taken, or not this machine's, or its certificate cannot be read. */
public final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotListenException(String address, Throwable cause) {
        super(
                "cannot listen on " + address + ": " + reason(cause) + "; see server.host, server.port and server.tls",
                cause);
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
