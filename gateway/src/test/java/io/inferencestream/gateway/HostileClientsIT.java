package io.inferencestream.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.UnixOperatingSystemMXBean;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave, stall, lie and flood: nothing of them stays behind, and others are served. */
final class HostileClientsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] PNG = {"Content-Type", "image/png"};
    private static final int CLIENTS = 40;
    private static final String HEAD = "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n";
    private static final String FOLLOW = "GET /events/predictions HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final byte[] IMAGE = Pngs.gray(1);
    private static final String WHOLE = HEAD + "Content-Length: " + IMAGE.length + "\r\n\r\n";

    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static StreamApp stream;
    private static GatewayApp gateway;
    private static GatewayApp unheard;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        bench.cluster().broker().createTopic("images-of-nobody", 1);
        stream = bench.stream("north");
        gateway = bench.gateway("limits: {imageBytes: 64KiB, bodyTimeout: 1s}");
        unheard = bench.gateway("limits: {timeout: 2s}", "input: {topic: images-of-nobody}");
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() -> assertThat(predict()).isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        unheard.close();
        gateway.close();
        stream.close();
        bench.close();
    }

    private static int predict() throws IOException, InterruptedException {
        return bench.post(gateway, "/predict", IMAGE, PNG).statusCode();
    }

    @AfterEach
    void holdsNothingForClientsThatAreGoneAndServesOthers() throws Exception {
        await().atMost(TestBench.PATIENCE).untilAsserted(() -> {
            assertHoldsNothing(gateway);
            assertHoldsNothing(unheard);
        });
        assertThat(predict()).isEqualTo(200);
    }

    private static void assertHoldsNothing(GatewayApp its) throws Exception {
        JsonNode held = held(its);
        for (String what : List.of("requests", "requestBytes", "waiting", "eventStreams")) {
            assertThat(held.path(what).asLong(-1)).as(what).isZero();
        }
    }

    private static JsonNode held(GatewayApp its) throws Exception {
        return JSON.readTree(bench.get(its, "/api/status").body()).path("gateway");
    }

    @Test
    void forgetsClientsThatLeaveBeforeTheirAnswer() throws Exception {
        List<Socket> clients = connected(CLIENTS, WHOLE, IMAGE);

        leave(clients);
    }

    @Test
    void forgetsClientsThatLeaveWhereNoAnswerEverComes() throws Exception {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(connect(unheard, WHOLE, IMAGE));
        }
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(
                        () -> assertThat(held(unheard).path("waiting").asInt()).isEqualTo(CLIENTS));

        leave(clients);
    }

    @Test
    void forgetsBodiesThatBreakOff() throws Exception {
        List<Socket> clients = connected(CLIENTS, WHOLE, Arrays.copyOf(IMAGE, IMAGE.length / 2));
        await().atMost(TestBench.PATIENCE)
                .untilAsserted(() ->
                        assertThat(held(gateway).path("requestBytes").asLong()).isPositive());

        leave(clients);
    }

    @Test
    void endsBodiesThatStallWith408() throws Exception {
        List<Socket> clients = connected(CLIENTS, WHOLE, Arrays.copyOf(IMAGE, IMAGE.length / 2));

        for (Socket client : clients) {
            assertThat(Http.status(client.getInputStream())).isEqualTo(408);
        }
        leave(clients);
    }

    @Test
    void forgetsFollowersThatLeave() throws Exception {
        List<Socket> followers = connected(CLIENTS, FOLLOW, new byte[0]);
        for (Socket follower : followers) {
            assertThat(Http.status(follower.getInputStream())).isEqualTo(200);
        }
        assertThat(held(gateway).path("eventStreams").asInt()).isEqualTo(CLIENTS);

        leave(followers);
        await().atMost(TestBench.PATIENCE).untilAsserted(() -> {
            assertThat(predict()).isEqualTo(200);
            assertThat(held(gateway).path("eventStreams").asInt()).isZero();
        });
    }

    /** Asked for a thousand at a time: more open ends than a process may have would prove nothing about the gateway. */
    @Test
    void servesHalfOfItsEventStreamsToOneWhoAsksForTenThousandAndStillEverybodyElse() throws Exception {
        try (GatewayApp crowded = bench.gateway("limits: {eventStreams: 1000, requestsPerSecond: 0}")) {
            long before = openFiles();
            List<Socket> served = new ArrayList<>();
            Map<String, Integer> answers = new TreeMap<>();
            for (int round = 0; round < 10; round++) {
                List<Socket> followers = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    followers.add(connect(crowded, FOLLOW, new byte[0]));
                }
                for (Socket follower : followers) {
                    String head = Http.readUntil("\r\n\r\n", follower.getInputStream());
                    String answer = head.substring(9, 12) + (head.contains("\r\nRetry-After: ") ? " later" : "");
                    answers.merge(answer, 1, Integer::sum);
                    if (answer.equals("200")) {
                        served.add(follower);
                    } else {
                        follower.close();
                    }
                }
                assertThat(bench.post(crowded, "/predict", IMAGE, PNG).statusCode())
                        .isEqualTo(200);
            }

            assertThat(answers).isEqualTo(Map.of("200", 500, "429 later", 9_500));
            assertThat(held(crowded).path("eventStreams").asInt()).isEqualTo(500);
            for (Socket follower : served) {
                Http.readUntil("event: prediction\n", follower.getInputStream());
            }
            leave(served);
            await().atMost(TestBench.PATIENCE).untilAsserted(() -> {
                assertThat(bench.post(crowded, "/predict", IMAGE, PNG).statusCode())
                        .isEqualTo(200);
                assertHoldsNothing(crowded);
                assertThat(openFiles()).isLessThan(before + 100);
            });
        }
    }

    /** Of this process, which is client and gateway. */
    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @Test
    void letsThoseWhoSendSlowlyKeepNobodyOut() throws Exception {
        try (GatewayApp narrow = bench.gateway("limits: {inFlightRequests: 8}")) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 3 * CLIENTS; i++) {
                slow.add(connect(narrow, WHOLE, new byte[1]));
            }

            await().atMost(TestBench.PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    bench.post(narrow, "/predict", IMAGE, PNG).statusCode())
                            .isEqualTo(200));
            leave(slow);
        }
    }

    /** Some say good-bye, others are simply gone. */
    private static void leave(List<Socket> clients) throws IOException {
        for (int i = 0; i < clients.size(); i++) {
            if (i % 2 == 0) {
                clients.get(i).setSoLinger(true, 0);
            }
            clients.get(i).close();
        }
    }

    @Test
    void readsNothingOfAGibibyteThatIsAnnounced() throws Exception {
        try (Socket client = connect(gateway, HEAD + "Content-Length: 1073741824\r\n\r\n", new byte[0])) {
            assertThat(Http.status(client.getInputStream())).isEqualTo(413);
        }
    }

    /** Many clients look for an answer only when they have sent everything. */
    @ParameterizedTest
    @CsvSource({
        "413, /predict, image/png, Content-Length: 8388608",
        "413, /predict, image/png, Transfer-Encoding: chunked",
        "415, /predict, text/plain, Content-Length: 8388608",
        "404, /nowhere, image/png, Content-Length: 8388608",
        "405, /openapi.json, image/png, Content-Length: 8388608",
    })
    void tellsThoseWhoSendEverythingFirstWhyTheyAreRefused(int status, String path, String type, String length)
            throws Exception {
        byte[] body = new byte[8 << 20];
        boolean isChunked = length.endsWith("chunked");
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + length
                + "\r\n\r\n" + (isChunked ? "800000\r\n" : "");
        try (Socket client = connect(gateway, head, body)) {
            client.getOutputStream().write((isChunked ? "\r\n0\r\n\r\n" : "").getBytes(ISO_8859_1));
            Thread.sleep(300);

            assertThat(Http.readUntil("}", client.getInputStream()))
                    .startsWith("HTTP/1.1 " + status)
                    .contains("urn:inference-stream:problem:");
        }
    }

    @Test
    void readsNotMuchOfAGibibyteThatIsNotAnnounced() throws Exception {
        byte[] chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
        int chunks = 0;
        try (Socket client = connect(gateway, HEAD + "Transfer-Encoding: chunked\r\n\r\n", new byte[0])) {
            OutputStream out = client.getOutputStream();
            while (chunks < 1 << 14) {
                out.write(chunk);
                chunks++;
            }
        } catch (SocketException e) {
            // the gateway has closed the connection
        }

        assertThat(chunks).as("chunks of 64 KiB until the gateway hung up").isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=xx",
                "multipart/form-data; boundary=\"x\\\"x\"",
                "multipart/form-data; boundary=xx; boundary=yy"
            })
    void refusesMalformedForms(String type) throws Exception {
        byte[] body = "--xx\r\nbroken".getBytes(ISO_8859_1);

        assertThat(bench.post(gateway, "/predict", body, "Content-Type", type).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--xx--\r\n",
                "--xx\r\n\r\nno name\r\n--xx--\r\n",
                "--xx\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--xx--\r\n",
                "--xx\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n\r\n--xx--\r\n",
                "--xx\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nnever closed",
                "--xx\r\nContent-Disposition: form-data; name=image; name=image\r\nContent-Disposition: x\r\n",
                "--xx\r\nContent-Disposition: form-data; name=\"\u0000\"\r\n\r\n\u0000\r\n--xx--\r\n",
                "--xx\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n--xx\r\n--xx--\r\n"
            })
    void refusesFormsWithoutAImage(String body) throws Exception {
        assertThat(answerTo(body.getBytes(ISO_8859_1))).isEqualTo(400);
    }

    @Test
    void findsTheImageBesideAPartWithoutAName() throws Exception {
        byte[] form = RequestReplyIT.form("image", IMAGE, "top", "1");
        byte[] nameless = "--xx\r\n\r\nno name\r\n".getBytes(ISO_8859_1);
        byte[] body = Arrays.copyOf(nameless, nameless.length + form.length);
        System.arraycopy(form, 0, body, nameless.length, form.length);

        assertThat(answerTo(body)).isEqualTo(200);
    }

    @Test
    void refusesFormsOfManyPartsAndOfEndlessPartHeaders() throws Exception {
        String part = "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        String header = "--xx\r\nX: " + "y".repeat(60_000) + "\r\n\r\n1\r\n--xx--\r\n";

        for (String body : List.of(part.repeat(500) + "--xx--\r\n", header)) {
            assertThat(answerTo(body.getBytes(ISO_8859_1))).isEqualTo(400);
        }
    }

    private static int answerTo(byte[] form) throws Exception {
        return bench.post(gateway, "/predict", form, "Content-Type", "multipart/form-data; boundary=xx")
                .statusCode();
    }

    private static List<Socket> connected(int number, String head, byte[] body) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clients.add(connect(gateway, head, body));
        }
        return clients;
    }

    private static Socket connect(GatewayApp its, String head, byte[] body) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(its.address()).getPort());
        socket.setSoTimeout(30_000);
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(ISO_8859_1));
        out.write(body);
        return socket;
    }
}
