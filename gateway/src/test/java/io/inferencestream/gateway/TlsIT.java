package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.http.CannotListenException;
import io.inferencestream.gateway.http.tls.TlsListener;
import io.inferencestream.testkit.tls.SelfSigned;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS by configuration, with a certificate that the JDK's own tool makes. */
final class TlsIT {
    private static final String PASSWORD = "correct horse";

    @TempDir
    private static Path folder;

    private static Path keyStore;

    @BeforeAll
    static void makeCertificate() throws Exception {
        keyStore = folder.resolve("gateway.p12");
        SelfSigned.write(keyStore, PASSWORD);
    }

    @Test
    void speaksHttpsToWhoTrustsItsCertificate() throws Exception {
        try (GatewayApp gateway = gateway(PASSWORD)) {
            HttpRequest request = live(gateway);
            HttpResponse<String> answer =
                    HttpClient.newBuilder().sslContext(trusting()).build().send(request, BodyHandlers.ofString());

            assertThat(gateway.address()).startsWith("https://");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void speaksTheOlderHttpToWhoAsksForIt() throws Exception {
        try (GatewayApp gateway = gateway(PASSWORD)) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting())
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

            HttpResponse<String> answer = client.send(live(gateway), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void oneConnectionTakesTwentyEventStreamsAndARefusalBesideThem() throws Exception {
        try (GatewayApp gateway = gateway(PASSWORD)) {
            HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
            List<HttpResponse<InputStream>> streams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                URI events = URI.create(gateway.address() + "/events/predictions");
                streams.add(client.send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofInputStream()));
            }
            URI predict = URI.create(gateway.address() + "/predict");

            HttpResponse<String> refused = client.send(
                    HttpRequest.newBuilder(predict)
                            .header("Content-Type", "image/png")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[9 << 20]))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(streams).allMatch(stream -> stream.statusCode() == 200);
            assertThat(refused.statusCode()).isIn(413, 503);
            assertThat(client.send(live(gateway), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    /** By HTTP/2, too. */
    @Test
    void answersByHeadAsByGet() throws Exception {
        try (GatewayApp gateway = gateway(PASSWORD)) {
            HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
            URI ready = URI.create(gateway.address() + "/v2/health/ready");

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(ready)
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void offersOnlySuitesThatKeepWhatWasSaidSecretOnceItsKeyIsLost() throws Exception {
        SslContextFactory.Server tls =
                new TlsListener(settings(PASSWORD).server().tls()).factory();
        tls.start();
        try {
            SSLEngine engine = tls.newSSLEngine();

            assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
            assertThat(engine.getEnabledCipherSuites())
                    .isNotEmpty()
                    .allMatch(suite ->
                            suite.matches("TLS_(AES|CHACHA20)_.*|TLS_(ECDHE|DHE)_(RSA|ECDSA)_.*(GCM|POLY1305).*"));
        } finally {
            tls.stop();
        }
    }

    @Test
    void answersNoPlainHttp() throws Exception {
        try (GatewayApp gateway = gateway(PASSWORD);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(gateway.address()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            try (InputStream answer = socket.getInputStream()) {
                assertThat(new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("HTTP/1.1");
            }
        }
    }

    @Test
    void saysWhatIsWrongWithItsKeyStore() {
        assertThatThrownBy(() -> gateway("wrong"))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("server.tls");
    }

    private static HttpRequest live(GatewayApp gateway) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + "/v2/health/live"))
                .build();
    }

    private static GatewayApp gateway(String password) {
        return GatewayApp.start(settings(password));
    }

    private static GatewaySettings settings(String password) {
        return GatewaySettings.parse(
                "server: {port: 0, tls: {keyStore: '" + keyStore + "', password: '" + password + "'}}\n"
                        + "kafka: {bootstrap.servers: '127.0.0.1:1'}",
                Map.of());
    }

    private static SSLContext trusting() throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keyStore)) {
            own.load(file, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(SelfSigned.ALIAS, own.getCertificate(SelfSigned.ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
