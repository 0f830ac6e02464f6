package io.inferencestream.gateway.http;

/** The address cannot be listened on: it is taken, or not this machine's, or the key store cannot be opened. */
public final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotListenException(String address, Throwable cause) {
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
