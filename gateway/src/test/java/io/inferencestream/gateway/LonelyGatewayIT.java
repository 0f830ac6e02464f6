package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.config.GatewaySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway whose Kafka is not there: it answers, says so, and keeps those out who have no business there. */
final class LonelyGatewayIT {
    private static final String KEY = ApiKey.random();
    private static final String OBSERVER = ApiKey.random();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static RSAKey rsa;
    private static HttpServer issuer;
    private static GatewayApp gateway;

    @BeforeAll
    static void start() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("k1").generate();
        byte[] keys = new JWKSet(rsa.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(keys);
            }
        });
        issuer.start();
        gateway = GatewayApp.start(GatewaySettings.parse(
                String.join(
                        "\n",
                        "server: {port: 0}",
                        "security:",
                        "  apiKeys:",
                        "    - ward:predict:" + ApiKey.digest(KEY),
                        "    - nurse:observe+predict:" + ApiKey.digest(OBSERVER),
                        "  oidc:",
                        "    issuer: https://id.example",
                        "    jwks: http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                        "    audience: gateway",
                        "    rolesClaim: realm.roles",
                        "limits: {requestsPerSecond: 20, eventStreams: 6, bodyTimeout: 1s, imageBytes: 64KiB}",
                        "kafka: {bootstrap.servers: '127.0.0.1:1'}"),
                Map.of()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.stop(0);
    }

    @Test
    void tellsStrangersToSayWhoTheyAre() throws Exception {
        HttpResponse<String> answer = get("/api/live");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void letsAKeyDoWhatItsRolesSay() throws Exception {
        assertThat(get("/api/status", "X-API-Key", KEY).statusCode()).isEqualTo(200);
        assertThat(get("/api/live", "X-API-Key", KEY).statusCode()).isEqualTo(403);
        assertThat(get("/api/live", "Authorization", "Bearer " + OBSERVER).statusCode())
                .isEqualTo(200);
        assertThat(get("/api/live", "X-API-Key", KEY + "x").statusCode()).isEqualTo(401);
    }

    @Test
    void believesTokensOfTheIssuerOnly() throws Exception {
        assertThat(live(token(rsa, "https://id.example", "gateway", 60, "observe")))
                .isEqualTo(200);
        assertThat(live(token(rsa, "https://id.example", "gateway", 60, "predict")))
                .isEqualTo(403);
        assertThat(live(token(rsa, "https://id.example", "gateway", -120, "observe")))
                .isEqualTo(401);
        assertThat(live(token(rsa, "https://id.example", "another", 60, "observe")))
                .isEqualTo(401);
        assertThat(live(token(rsa, "https://evil.example", "gateway", 60, "observe")))
                .isEqualTo(401);
        RSAKey forged = new RSAKeyGenerator(2048).keyID("k1").generate();
        assertThat(live(token(forged, "https://id.example", "gateway", 60, "observe")))
                .isEqualTo(401);
        assertThat(live("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")).isEqualTo(401);
    }

    private static int live(String token) throws Exception {
        return get("/api/live", "Authorization", "Bearer " + token).statusCode();
    }

    private static String token(RSAKey key, String iss, String audience, int seconds, String role) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                new JWTClaimsSet.Builder()
                        .issuer(iss)
                        .audience(audience)
                        .subject("mia")
                        .expirationTime(new Date(System.currentTimeMillis() + seconds * 1_000L))
                        .claim("realm", Map.of("roles", List.of(role)))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Test
    void says503WhileKafkaIsNotThere() throws Exception {
        HttpResponse<String> answer = post("/predict", new byte[10], "X-API-Key", KEY, "Content-Type", "image/png");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/v2/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/api/status", "X-API-Key", OBSERVER).body()).contains("\"isBrokerUp\":false");
    }

    @Test
    void slowsACallerDownThatAsksTooOften() throws Exception {
        String hasty = "Bearer " + token(rsa, "https://id.example", "gateway", 60, "predict");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5_000 && !statuses.contains(429); i++) {
            statuses.add(get("/api/status", "Authorization", hasty).statusCode());
        }

        assertThat(statuses).contains(429).doesNotContain(500);
    }

    @Test
    void keepsForeignPagesAndForeignNamesOut() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .isEqualTo(421);
        assertThat(post("/predict", new byte[1], "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/predict", new byte[1], "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    @Test
    void tellsBrowsersToRunOnlyItsOwnFiles() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(page.headers().firstValue("Server")).isEmpty();
        assertThat(page.body())
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("<style");
        for (String file : List.of("app.js", "app.css", "lib/preact.js", "lib/uplot.js", "lib/uplot.css", "icon.svg")) {
            assertThat(get("/app/" + file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/../logback.xml",
                "/app/%2e%2e/logback.xml",
                "/app/..%2flogback.xml",
                "/app/lib%2fuplot.js",
                "/app%2fapp.js",
                "/predictions/%2e%2e/app%2fapp.js",
                "/predictions/..;/..%2fapp",
                "/predictions/%00",
                "/app/lib/..%5c..%5clogback.xml",
                "/app//etc/passwd",
                "/app/%00",
                "/app/web/app.js;x",
                "/%2e%2e/%2e%2e/etc/passwd",
                "//app/app.js/..;/x"
            })
    void servesNothingByPathTricks(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .isIn(400, 404);
    }

    @Test
    void refusesAFloodOfHeaders() throws Exception {
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < 2_000; i++) {
            request.append("X-Header-")
                    .append(i)
                    .append(": ")
                    .append("v".repeat(50))
                    .append("\r\n");
        }

        assertThat(raw(request + "Connection: close\r\n\r\n")).isEqualTo(431);
    }

    @Test
    void refusesAGibibyteWithoutReadingIt() throws Exception {
        int status = raw("POST /predict HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + KEY
                + "\r\nContent-Type: image/png\r\nContent-Length: 1073741824\r\nConnection: close\r\n\r\n");

        assertThat(status).isEqualTo(413);
    }

    @Test
    void servesOthersWhileAThousandConnectionsSendTheirHeadersSlowly() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                Socket socket = connect();
                socket.getOutputStream()
                        .write("POST /predict HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void takesNoMoreEventStreamsThanItMay() throws Exception {
        List<Socket> streams = new ArrayList<>();
        try {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Socket socket = connect();
                streams.add(socket);
                socket.getOutputStream()
                        .write(("GET /events/predictions HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + OBSERVER
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                statuses.add(Http.status(socket.getInputStream()));
            }

            assertThat(statuses).containsExactly(200, 200, 200, 429, 429);
        } finally {
            for (Socket socket : streams) {
                socket.close();
            }
        }
    }

    @Test
    void saysNothingOfItselfWhereARequestIsNonsense() throws Exception {
        HttpResponse<String> answer = get("/no/such/path");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("java").doesNotContain("jetty");
        assertThat(post("/openapi.json", new byte[0]).statusCode()).isEqualTo(405);
        assertThat(raw("BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .isBetween(400, 501);
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return HTTP.send(request(path, headers).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(
                request(path, headers).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.address() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(gateway.address()).getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static int raw(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return Http.status(socket.getInputStream());
        }
    }

    /** It may refuse before all is sent. Then no more can be sent, and the answer is there to be read. */
    private static void send(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
        }
    }
}
