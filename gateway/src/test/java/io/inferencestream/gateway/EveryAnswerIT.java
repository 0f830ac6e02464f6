package io.inferencestream.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.config.GatewaySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in every answer of a gateway, whoever gives it: a route, the guard, or the server before there is a route. */
final class EveryAnswerIT {
    private static final int PATIENCE_MILLIS = 60_000;

    private static GatewayApp gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayApp.start(GatewaySettings.parse(
                "server: {port: 0, publicUrl: 'https://vision.example/north'}\n"
                        + "security: {anonymous: [predict]}\nkafka: {bootstrap.servers: '127.0.0.1:1'}",
                Map.of()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: vision.example\r\n",
                "GET /app/app.js HTTP/1.1\r\nHost: vision.example\r\n",
                "GET /app/none.js HTTP/1.1\r\nHost: vision.example\r\n",
                "GET /metrics HTTP/1.1\r\nHost: vision.example\r\n",
                "GET /api/status HTTP/1.1\r\nHost: elsewhere.example\r\n",
                "GET /north HTTP/1.1\r\nHost: vision.example\r\n",
                "PUT /predict HTTP/1.1\r\nHost: vision.example\r\n",
                "GET /%zz HTTP/1.1\r\nHost: vision.example\r\n",
                "GET /a HTTP/1.1\r\nHost: vision.example\r\nHost: vision.example\r\n",
                "GET /a HTTP/1.1\r\n",
                "GET /a\\b HTTP/1.1\r\nHost: vision.example\r\n",
                "GET /a HTTP/9.9\r\nHost: vision.example\r\n",
                "BREW / HTTP/1.1\r\nHost: vision.example\r\n",
                "nonsense\r\n"
            })
    void tellsBrowsersToRunNothingElseAndToGuessNothing(String head) throws Exception {
        String answer = answer(head);

        assertThat(answer)
                .startsWith("http/1.1 ")
                .contains("\nx-content-type-options: nosniff\r")
                .contains("\ncontent-security-policy: default-src 'none'")
                .contains("\nreferrer-policy: no-referrer\r")
                .contains("\nstrict-transport-security: max-age=31536000\r")
                .doesNotContain("\nserver:")
                .doesNotContain("\nset-cookie:")
                .doesNotContain("\naccess-control-allow-origin:");
    }

    @Test
    void answersByHeadAsByGetWithoutTheBody() throws Exception {
        assertThat(answer("HEAD /v2/health/live HTTP/1.1\r\nHost: vision.example\r\n"))
                .startsWith("http/1.1 200")
                .contains("content-length: 13\r")
                .endsWith("\r\n\r\n");
        assertThat(answer("HEAD /metrics HTTP/1.1\r\nHost: vision.example\r\n"))
                .startsWith("http/1.1 401")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD /v2/health/ready, 503",
        "HEAD /none, 404",
        "HEAD /predict, 405",
        "HEAD /events/predictions, 405",
        "OPTIONS /metrics, 405"
    })
    void answersNothingElseByOtherMethods(String request, int status) throws Exception {
        assertThat(answer(request + " HTTP/1.1\r\nHost: vision.example\r\n")).startsWith("http/1.1 " + status);
    }

    @Test
    void showsNobodysRequestToTrace() throws Exception {
        String answer = answer("TRACE /predict HTTP/1.1\r\nHost: vision.example\r\nX-API-Key: secret\r\n");

        assertThat(answer).startsWith("http/1.1 40").doesNotContain("secret");
    }

    /** What a proxy in between takes for one request must not be two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length : 4\r\n",
                "Content-Length: 4\r\n X-Folded: 1\r\n"
            })
    void refusesARequestWhoseEndIsInDoubt(String headers) throws Exception {
        String answer =
                answer("POST /predict HTTP/1.1\r\nHost: vision.example\r\nContent-Type: image/png\r\n" + headers);

        assertThat(answer).startsWith("http/1.1 400");
    }

    /** In lower case. */
    private static String answer(String head) throws IOException {
        URI address = URI.create(gateway.address());
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            client.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
            return new String(client.getInputStream().readAllBytes(), ISO_8859_1).toLowerCase(Locale.ROOT);
        }
    }
}
