package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.issuer.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates that come, go and expire while a gateway runs; its Kafka is not there. */
final class CredentialsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void readsItsFileOfCallersAgainWhenItChanges() throws Exception {
        String first = ApiKey.random();
        String second = ApiKey.random();
        Path callers = Files.writeString(folder.resolve("callers"), "# wards\nward-7:observe:" + ApiKey.digest(first));
        try (GatewayApp gateway = gateway("security: {callersFile: '" + callers + "'}")) {
            assertThat(live(gateway, first)).isEqualTo(200);
            assertThat(live(gateway, second)).isEqualTo(401);

            Path next = Files.writeString(folder.resolve("next"), "ward-8:observe:" + ApiKey.digest(second));
            Files.move(next, callers, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            await().atMost(PATIENCE).until(() -> live(gateway, second) == 200);
            assertThat(live(gateway, first)).isEqualTo(401);

            Files.writeString(callers, "nonsense");
            Files.writeString(callers, "ward-8:observe:" + ApiKey.digest(second) + "\nnonsense");
            await().pollDelay(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> live(gateway, second) == 200);
        }
    }

    @Test
    void endsAnEventStreamWhoseKeyIsRevoked() throws Exception {
        String key = ApiKey.random();
        Path callers = Files.writeString(folder.resolve("callers"), "ward-7:observe:" + ApiKey.digest(key));
        try (GatewayApp gateway = gateway("security: {callersFile: '" + callers + "'}");
                Socket stream = events(gateway, key)) {
            Files.writeString(callers, "# nobody");

            assertThat(restOf(stream)).doesNotContain("event:");
        }
    }

    @Test
    void endsAnEventStreamWhoseKeyExpires() throws Exception {
        String key = ApiKey.random();
        Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
        try (GatewayApp gateway =
                        gateway("security: {apiKeys: ['ward-7:observe:" + ApiKey.digest(key) + ":" + end + "']}");
                Socket stream = events(gateway, key)) {
            restOf(stream);

            assertThat(Instant.now()).isBetween(end, end.plusSeconds(6));
            assertThat(live(gateway, key)).isEqualTo(401);
        }
    }

    @Test
    void knowsCallersByTheirCertificates() throws Exception {
        TestAuthority authority = new TestAuthority(folder, "authority");
        TestAuthority stranger = new TestAuthority(folder, "stranger");
        serverCertificate(authority, "EC");
        try (GatewayApp gateway = gateway(
                "server: {port: 0, tls: {certificate: '" + folder.resolve("tls.crt") + "', privateKey: '"
                        + folder.resolve("tls.key") + "', clientAuthorities: '" + authority.certificate() + "'}}",
                "security:",
                "  anonymous: [predict]",
                "  certificates: ['ward-7:observe:DNS=ward-7.example', 'ward-8:observe:CN=Ward 8, O=Clinic']")) {
            KeyStore trusted = trusting(authority);

            assertThat(live(gateway, trusted, authority.issue("w7", "EC", "CN=w7", "dns:ward-7.example")))
                    .isEqualTo(200);
            assertThat(live(gateway, trusted, authority.issue("w8", "RSA", "CN=ward 8, O=clinic", "dns:x.example")))
                    .isEqualTo(200);
            assertThat(live(gateway, trusted, authority.issue("w9", "EC", "CN=w9", "dns:ward-9.example")))
                    .isEqualTo(401);
            assertThat(live(gateway, trusted, null)).isEqualTo(401);
            assertThat(status(gateway, trusted, null, "/api/status")).isEqualTo(200);
            KeyStore forged = stranger.issue("forged", "EC", "CN=w7", "dns:ward-7.example");
            assertThat(liveOrRefused(gateway, trusted, forged)).isIn(0, 401);
        }
    }

    @Test
    void answersWithANewCertificateOnceItsFilesChange() throws Exception {
        TestAuthority authority = new TestAuthority(folder, "authority");
        TestAuthority successor = new TestAuthority(folder, "successor");
        serverCertificate(authority, "RSA");
        try (GatewayApp gateway = gateway("server: {port: 0, tls: {certificate: '" + folder.resolve("tls.crt")
                + "', privateKey: '" + folder.resolve("tls.key") + "'}}")) {
            assertThat(live(gateway, trusting(authority), null)).isEqualTo(200);

            serverCertificate(successor, "EC");

            KeyStore trusted = trusting(successor);
            await().atMost(PATIENCE).until(() -> liveOrRefused(gateway, trusted, null) == 200);
            assertThat(liveOrRefused(gateway, trusting(authority), null)).isZero();

            Files.writeString(folder.resolve("tls.key"), "nonsense");
            await().pollDelay(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> live(gateway, trusted, null) == 200);
        }
    }

    private void serverCertificate(TestAuthority authority, String algorithm) throws Exception {
        KeyStore store = authority.issue("server", algorithm, "CN=gateway", "ip:127.0.0.1");
        TestAuthority.write(store, "server", folder.resolve("tls.crt"), folder.resolve("tls.key"));
    }

    private static KeyStore trusting(TestAuthority authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream file = Files.newInputStream(authority.certificate())) {
            trusted.setCertificateEntry(
                    "authority",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        return trusted;
    }

    private static int live(GatewayApp gateway, KeyStore trusted, @Nullable KeyStore own) throws Exception {
        return status(gateway, trusted, own, "/api/live");
    }

    /** 0 where there is no connection. */
    private static int liveOrRefused(GatewayApp gateway, KeyStore trusted, @Nullable KeyStore own) throws Exception {
        try {
            return live(gateway, trusted, own);
        } catch (IOException e) {
            return 0;
        }
    }

    private static int status(GatewayApp gateway, KeyStore trusted, @Nullable KeyStore own, String path)
            throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, TestAuthority.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(request(gateway, path).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private static int live(GatewayApp gateway, String key) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(request(gateway, "/api/live").header("X-API-Key", key).build(), BodyHandlers.ofString());
        return answer.statusCode();
    }

    private static HttpRequest.Builder request(GatewayApp gateway, String path) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path)).timeout(PATIENCE);
    }

    private static Socket events(GatewayApp gateway, String key) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(gateway.address()).getPort());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.getOutputStream()
                .write(("GET /events/predictions HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(Http.status(socket.getInputStream())).isEqualTo(200);
        Http.readUntil("\r\n\r\n", socket.getInputStream());
        return socket;
    }

    /** Up to the last chunk, which says that the stream has ended. */
    private static String restOf(Socket stream) throws IOException {
        return Http.readUntil("0\r\n\r\n", stream.getInputStream());
    }

    private static GatewayApp gateway(String... lines) {
        String server = lines[0].startsWith("server:") ? "" : "server: {port: 0}\n";
        return GatewayApp.start(GatewaySettings.parse(
                server + String.join("\n", lines) + "\nkafka: {bootstrap.servers: '127.0.0.1:1'}", Map.of()));
    }
}
