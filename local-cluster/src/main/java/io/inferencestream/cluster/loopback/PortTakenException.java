package io.inferencestream.cluster.loopback;

/** A port that was asked for belongs to somebody else. Nothing was started. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    /** @param remedy how to choose another port, as the end of the sentence "choose another with …" */
    public PortTakenException(int port, String remedy) {
        super("port " + port + " on " + Loopback.HOST + " is taken: choose another with " + remedy);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
