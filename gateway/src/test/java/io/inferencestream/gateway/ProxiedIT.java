package io.inferencestream.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.config.GatewaySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway behind proxies and before probes, as they really ask. Its Kafka is not there, which none of this needs. */
final class ProxiedIT {
    private static final String KEY = ApiKey.random();

    private static GatewayApp gateway;
    private static GatewayApp guarded;

    @BeforeAll
    static void start() {
        gateway = gateway(
                "names: [Gateway.Example, '2001:DB8::7']",
                "security: {anonymous: [predict, observe], apiKeys: ['prometheus:observe:" + ApiKey.digest(KEY)
                        + "']}");
        guarded = gateway(
                "publicUrl: 'https://Vision.example/cameras/north/', trustedProxies: [127.0.0.0/8]",
                "security: {anonymous: [predict], apiKeys: ['ward:observe:" + ApiKey.digest(KEY) + "']}",
                "limits: {requestsPerSecond: 5}");
    }

    private static GatewayApp gateway(String server, String... more) {
        return GatewayApp.start(GatewaySettings.parse(
                "server: {port: 0, " + server + "}\n" + String.join("\n", more)
                        + "\nkafka: {bootstrap.servers: '127.0.0.1:1'}",
                Map.of()));
    }

    @AfterAll
    static void stop() {
        guarded.close();
        gateway.close();
    }

    /** A kubelet asks by the pod's address. */
    @Test
    void answersProbesUnderAnyNameAndNothingElse() throws Exception {
        assertThat(status(gateway, "GET /v2/health/live", "Host: 10.2.3.4:8080"))
                .isEqualTo(200);
        assertThat(status(gateway, "GET /v2/health/ready", "Host: 10.2.3.4:8080"))
                .isEqualTo(503);
        assertThat(status(gateway, "GET /api/status", "Host: 10.2.3.4:8080")).isEqualTo(421);
        assertThat(status(gateway, "GET /", "Host: 10.2.3.4:8080")).isEqualTo(421);
    }

    /** So does Prometheus. A page of another site that calls itself by this address has no key. */
    @Test
    void showsItsMetricsUnderAnyNameToWhoHasAKey() throws Exception {
        String address = "Host: 10.2.3.4:8080";
        String key = "\r\nX-API-Key: " + KEY;
        assertThat(status(gateway, "GET /metrics", address + key)).isEqualTo(200);
        assertThat(status(gateway, "GET /metrics", address + "\r\nAuthorization: Bearer " + KEY))
                .isEqualTo(200);
        assertThat(status(gateway, "GET /metrics", address)).isEqualTo(421);
        assertThat(status(gateway, "GET /metrics", "Host: gateway.example")).isEqualTo(200);
        assertThat(status(gateway, "GET /api/status", address + key)).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.example",
                "GATEWAY.EXAMPLE:8080",
                "gateway.example.",
                "LocalHost",
                "[2001:db8::7]:8080",
                "127.0.0.1"
            })
    void knowsItsNamesInAnyCase(String host) throws Exception {
        assertThat(status(gateway, "GET /api/status", "Host: " + host)).isEqualTo(200);
    }

    /** nginx as it comes tells the gateway's own address as the host. */
    @ParameterizedTest
    @CsvSource({
        "503, https://gateway.example, same-origin",
        "503, https://localhost, same-origin",
        "403, https://gateway.example, same-site",
        "403, https://gateway.example, cross-site",
        "403, https://elsewhere.example, ''",
        "403, null, ''",
    })
    void knowsItsOwnPagesBehindAProxyThatTellsAnotherHost(int status, String origin, String site) throws Exception {
        String headers =
                "Host: 127.0.0.1:8080\r\nOrigin: " + origin + (site.isEmpty() ? "" : "\r\nSec-Fetch-Site: " + site);

        assertThat(status(gateway, "POST /predict", headers)).isEqualTo(status);
    }

    /** Over plain HTTP to another machine browsers do not say what site a page is of. */
    @Test
    void knowsItsOwnPagesByTheAddressThatItIsToldToHave() throws Exception {
        assertThat(status(guarded, "POST /predict", "Host: 127.0.0.1:8080\r\nOrigin: https://vision.example"))
                .isEqualTo(503);
        assertThat(status(guarded, "POST /predict", "Host: 127.0.0.1:8080\r\nOrigin: http://vision.example"))
                .isEqualTo(403);
    }

    @Test
    void ignoresCredentialsThatAreAProxysWhereAnybodyMayEnter() throws Exception {
        String basic = "Host: localhost\r\nAuthorization: Basic bWlhOnNlY3JldA==";

        assertThat(status(gateway, "GET /api/live", basic)).isEqualTo(200);
        assertThat(status(guarded, "GET /api/live", basic)).isEqualTo(401);
        assertThat(status(guarded, "GET /api/live", basic + "\r\nX-API-Key: " + KEY))
                .isEqualTo(200);
        assertThat(status(gateway, "GET /api/live", "Host: localhost\r\nAuthorization: Bearer nonsense"))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cameras/north", ""})
    void worksBelowAPathWhetherTheProxyTakesItAwayOrNot(String path) throws Exception {
        assertThat(answer(guarded, "GET " + path + "/live", "Host: vision.example"))
                .startsWith("HTTP/1.1 200")
                .contains("\"app/app.js\"")
                .doesNotContain("\"/");
        assertThat(answer(guarded, "GET " + path + "/app/app.js", "Host: vision.example"))
                .startsWith("HTTP/1.1 200")
                .contains("\"./lib/preact.js\"", "\"./live.js\"");
        assertThat(status(guarded, "GET " + path + "/api/status", "Host: vision.example"))
                .isEqualTo(200);
        assertThat(answer(guarded, "GET " + path + "/openapi.json", "Host: vision.example"))
                .contains("\"servers\":[{\"url\":\"https://vision.example/cameras/north\"}]");
        assertThat(answer(guarded, "GET " + path + "/predictions/none", "Host: vision.example"))
                .startsWith("HTTP/1.1 404")
                .contains("\"instance\":\"/cameras/north/predictions/none\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cameras/northern/live", "/cameras", "/cameras/north/../live", "/cameras/north%2Flive"})
    void takesNothingElseForThatPath(String path) throws Exception {
        assertThat(status(guarded, "GET " + path, "Host: vision.example")).isIn(400, 404);
    }

    @Test
    void sendsWhoAsksForThePathAloneToItsPage() throws Exception {
        assertThat(answer(guarded, "GET /cameras/north", "Host: vision.example"))
                .startsWith("HTTP/1.1 308")
                .contains("Location: /cameras/north/\r\n");
    }

    @Test
    void countsCallersByTheirOwnAddressBehindATrustedProxy() throws Exception {
        assertThat(flood(guarded, "X-Forwarded-For: 203.0.113.7")).contains("429");
        assertThat(flood(guarded, "Forwarded: for=\"[2001:db8::9]:4711\";proto=https"))
                .contains("429");

        assertThat(status(guarded, "GET /api/status", "Host: localhost\r\nX-Forwarded-For: 203.0.113.8"))
                .isEqualTo(200);
        // What a client writes itself stands before what the proxy adds, and counts for nothing.
        assertThat(flood(guarded, "X-Forwarded-For: 198.51.100.1, 203.0.113.9")).contains("429");
        assertThat(status(guarded, "GET /api/status", "Host: localhost\r\nX-Forwarded-For: 198.51.100.2, 203.0.113.9"))
                .isEqualTo(429);
        assertThat(status(guarded, "GET /api/status", "Host: localhost\r\nX-Forwarded-For: 198.51.100.1"))
                .isEqualTo(200);
    }

    private static String flood(GatewayApp its, String header) throws IOException {
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            statuses.append(' ').append(status(its, "GET /api/status", "Host: localhost\r\n" + header));
        }
        return statuses.toString();
    }

    private static int status(GatewayApp its, String request, String headers) throws IOException {
        return Integer.parseInt(answer(its, request, headers).split(" ", 3)[1]);
    }

    private static String answer(GatewayApp its, String request, String headers) throws IOException {
        boolean isPost = request.startsWith("POST");
        String text = request + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n"
                + (isPost ? "Content-Type: image/png\r\nContent-Length: 1\r\n\r\nx" : "\r\n");
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(its.address()).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
