package io.inferencestream.cluster.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Asks the operating system about ports of the loopback address. Holds none: an answer is good for the moment. */
public final class Loopback {
    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    public static InetSocketAddress address(int port) {
        return new InetSocketAddress(HOST, port);
    }

    /** A port that nobody holds right now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + HOST, e);
        }
    }

    /** Whether a server could listen on the port right now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask for port " + port + " on " + HOST, e);
        }
    }

    /** Refuses what is not a port; 0 stands for any free one. */
    public static int requirePort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
        }
        return port;
    }
}
