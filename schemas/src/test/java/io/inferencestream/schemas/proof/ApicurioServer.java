package io.inferencestream.schemas.proof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Apicurio Registry in a JVM of its own, on a free loopback port, with its schemas in memory. */
final class ApicurioServer implements AutoCloseable {
    private final Process process;
    private final String address;

    /** @param folder where the distribution has been unpacked */
    ApicurioServer(Path folder) throws IOException {
        int port = freePort();
        this.address = "http://127.0.0.1:" + port;
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        "apicurio-registry-app-3.0.9-runner.jar")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("apicurio.log").toFile())
                .start();
        try {
            Awaitility.await("Apicurio answers; see apicurio.log")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(250))
                    .failFast("Apicurio has ended; see apicurio.log", () -> !process.isAlive())
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> call("GET", "/config", "").statusCode() == 200);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Address of the part that speaks Confluent's API. */
    String url() {
        return address + "/apis/ccompat/v7";
    }

    /** A call of Confluent's API that the client does not offer. */
    HttpResponse<String> call(String method, String path, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + path))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
