package io.inferencestream.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How images come in: in pieces of unknown number, several in a form, with broken escapes, larger than the topic takes. */
final class UploadsIT {
    private static final String CHUNKED = "POST /predict HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: image/png\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    private static final int UPLOADS = 200;

    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static StreamApp stream;
    private static GatewayApp gateway;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        stream = bench.stream("north");
        // What a gateway with its usual heap of 512 MiB takes.
        gateway = bench.gateway("limits: {inFlightBytes: 128MiB}");
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(
                        () -> assertThat(bench.post(gateway, "/predict", Pngs.gray(1), "Content-Type", "image/png")
                                        .statusCode())
                                .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stream.close();
        bench.close();
    }

    /** All of them are open, and half there, before the first is whole. */
    @Test
    void predictsTwoHundredSmallUploadsOfUnannouncedLengthAtOnce() throws Exception {
        byte[] image = Arrays.copyOf(Pngs.gray(3), 400);
        List<Socket> uploads = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            uploads.add(connect(gateway, CHUNKED, chunk(Arrays.copyOfRange(image, 0, 200))));
        }
        byte[] rest = Arrays.copyOfRange(image, 200, 400);
        for (Socket upload : uploads) {
            upload.getOutputStream().write(chunk(rest));
            upload.getOutputStream().write("0\r\n\r\n".getBytes(ISO_8859_1));
        }

        Map<Integer, Integer> answers = new TreeMap<>();
        for (Socket upload : uploads) {
            answers.merge(Http.status(upload.getInputStream()), 1, Integer::sum);
            upload.close();
        }
        assertThat(answers).isEqualTo(Map.of(200, UPLOADS));
    }

    @Test
    void boundsTheBytesOfUploadsOfUnannouncedLengthAsTheyCome() throws Exception {
        try (GatewayApp narrow = bench.gateway("limits: {inFlightBytes: 1MiB, bodyTimeout: 20s}")) {
            List<Socket> uploads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                uploads.add(connect(narrow, CHUNKED, chunk(new byte[200_000])));
            }

            await().atMost(TestBench.PATIENCE)
                    .untilAsserted(() -> assertThat(held(narrow)).isBetween(1L, 1L << 20));
            for (Socket upload : uploads) {
                upload.close();
            }
        }
    }

    private static long held(GatewayApp its) throws Exception {
        return Long.parseLong(bench.get(its, "/api/status").body().replaceFirst(".*\"requestBytes\":(\\d+).*", "$1"));
    }

    /** Otherwise a client would send its next request into a connection that is about to end. */
    @Test
    void tellsAClientThatIsRefusedBeforeItsBodyThatTheConnectionEnds() throws Exception {
        try (GatewayApp narrow = bench.gateway("limits: {inFlightRequests: 1, bodyTimeout: 60s}");
                Socket first = connect(narrow, CHUNKED, chunk(new byte[10]))) {
            await().atMost(TestBench.PATIENCE).until(() -> held(narrow) > 0);
            try (Socket second = connect(narrow, CHUNKED, chunk(new byte[10]))) {
                String head = Http.readUntil("\r\n\r\n", second.getInputStream());

                assertThat(head).startsWith("HTTP/1.1 429").containsIgnoringCase("\r\nConnection: close\r\n");
            }
            assertThat(first.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "415, true, POST /predict, text/plain, 100",
        "404, true, POST /nowhere, image/png, 100",
        "405, true, POST /openapi.json, image/png, 100",
        "413, true, POST /predict, image/png, 1073741824",
        "422, false, POST /predict, image/png, 10",
    })
    void endsTheConnectionOnlyWhereABodyIsLeft(int status, boolean ends, String request, String type, long length)
            throws Exception {
        String head = request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + length + "\r\n\r\n";
        try (Socket client = connect(gateway, head, new byte[10])) {
            String answer = Http.readUntil("\r\n\r\n", client.getInputStream());

            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer.contains("\r\nConnection: close\r\n")).isEqualTo(ends);
        }
    }

    @Test
    void refusesAFormOfSeveralImagesInsteadOfPredictingOneOfThem() throws Exception {
        String part = "--xx\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n";
        byte[] body = (part + new String(Pngs.gray(1), ISO_8859_1) + "\r\n" + part
                        + new String(Pngs.gray(2), ISO_8859_1) + "\r\n--xx--\r\n")
                .getBytes(ISO_8859_1);

        HttpResponse<String> answer =
                bench.post(gateway, "/predict", body, "Content-Type", "multipart/form-data; boundary=xx");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("2 parts named image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /predictions?id=%zz",
                "GET /predictions?id=%",
                "GET /predictions?id=a%2",
                "GET /predictions/%zz",
                "GET /predictions/a%2",
                "GET /predictions/%ff%fe",
                "GET /predictions?id=%ff",
                "POST /predict?model=%zz",
                "POST /predict?%zz=1",
                "GET /api/models?a=%E0%A4%A",
            })
    void refusesBrokenPercentEscapes(String request) throws Exception {
        String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (request.startsWith("POST") ? "Content-Length: " + Pngs.gray(1).length + "\r\n\r\n" : "\r\n");
        byte[] body = request.startsWith("POST") ? Pngs.gray(1) : new byte[0];
        try (Socket client = connect(gateway, head, body)) {
            String answer = new String(client.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    /** What a page may send is what the topic takes, whatever the configuration hopes for. */
    @Test
    void advertisesAndTakesNoMoreThanTheTopicTakes() throws Exception {
        bench.cluster().broker().createTopic("images-of-two-mebibytes", 1, Map.of("max.message.bytes", "2097152"));
        try (GatewayApp narrow = bench.gateway("input: {topic: images-of-two-mebibytes}")) {
            await().atMost(TestBench.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(bench.get(narrow, "/api/status").body())
                                    .contains("\"imageBytes\":" + (2_097_152 - 65_536)));
            HttpResponse<String> answer =
                    bench.post(narrow, "/predict", new byte[2_100_000], "Content-Type", "image/jpeg");

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("At most 2031616 bytes");
        }
    }

    private static byte[] chunk(byte[] bytes) {
        byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + bytes.length + 2);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        return all;
    }

    private static Socket connect(GatewayApp its, String head, byte[] body) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(its.address()).getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().write(body);
        return socket;
    }
}
