package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.issuer.TestIssuer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Bearer tokens of an issuer that rotates its keys and is away, at a gateway without Kafka. */
final class IdentityIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final List<Logger> LOGGERS = List.of(logger("audit"), logger("io.inferencestream.gateway"));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TestIssuer issuer;
    private GatewayApp gateway;

    @BeforeEach
    void start() throws Exception {
        log.start();
        for (Logger its : LOGGERS) {
            its.setLevel(Level.INFO);
            its.addAppender(log);
        }
        issuer = new TestIssuer();
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        issuer.close();
        for (Logger its : LOGGERS) {
            its.detachAppender(log);
            its.setLevel(null);
        }
    }

    @Test
    void believesEveryAsymmetricAlgorithmAndTypeThatIssuersUse() throws Exception {
        issuer.addEc("p256", Curve.P_256);
        issuer.addEc("p384", Curve.P_384);
        issuer.addEc("p521", Curve.P_521);
        issuer.addEd25519("ed");
        gateway = gateway();

        assertThat(live(issuer.token("p256", JWSAlgorithm.ES256, "JWT", issuer.claims())))
                .isEqualTo(200);
        assertThat(live(issuer.token("p384", JWSAlgorithm.ES384, "JWT", issuer.claims())))
                .isEqualTo(200);
        assertThat(live(issuer.token("p521", JWSAlgorithm.ES512, "JWT", issuer.claims())))
                .isEqualTo(200);
        assertThat(live(issuer.token("ed", JWSAlgorithm.EdDSA, "JWT", issuer.claims())))
                .isEqualTo(200);
        assertThat(live(issuer.token("ed", JWSAlgorithm.Ed25519, "JWT", issuer.claims())))
                .isEqualTo(200);
        assertThat(live(issuer.token("k1", JWSAlgorithm.PS384, "at+jwt", issuer.claims())))
                .isEqualTo(200);
        assertThat(live(issuer.token("k1", JWSAlgorithm.PS512, "application/at+jwt", issuer.claims())))
                .isEqualTo(200);
        assertThat(live(issuer.token("k1", JWSAlgorithm.RS256, "logout+jwt", issuer.claims())))
                .isEqualTo(401);
    }

    @Test
    void asksCallersToComeAgainWhileItsIssuerIsAway() throws Exception {
        String token = issuer.token("k1");
        issuer.fallSilent();
        gateway = gateway();

        HttpResponse<String> answer = get("/api/live", token);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        issuer.comeBack();
        await().atMost(PATIENCE).until(() -> live(token) == 200);
    }

    @Test
    void knowsANewKeyAtOnceByItsName() throws Exception {
        gateway = gateway();
        assertThat(live(issuer.token("k1"))).isEqualTo(200);
        issuer.addRsa("k2");

        assertThat(live(issuer.token("k2"))).isEqualTo(200);
    }

    @Test
    void streamsEventsToTheFirstTokenByANewKeyAndNoLongerThanItLasts() throws Exception {
        gateway = gateway();
        assertThat(live(issuer.token("k1"))).isEqualTo(200);
        issuer.addRsa("k2");
        Map<String, Object> claims = issuer.claims();
        claims.put("exp", Date.from(Instant.now().minusSeconds(50))); // a minute may be between the clocks
        HttpResponse<InputStream> stream = HTTP.send(
                request("/events/predictions", issuer.token("k2", JWSAlgorithm.RS256, "JWT", claims)),
                BodyHandlers.ofInputStream());

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.body().readAllBytes()).isEmpty();
    }

    @Test
    void readsTheKeysSeldomWhateverNamesOfKeysAreMadeUp() throws Exception {
        gateway = gateway();
        assertThat(live(issuer.token("k1"))).isEqualTo(200);
        int before = issuer.reads();
        JWK made = new RSAKeyGenerator(2048).generate();

        for (int i = 0; i < 300; i++) {
            assertThat(live(issuer.token(made, "made-up-" + i, JWSAlgorithm.RS256, "JWT", issuer.claims())))
                    .isIn(401, 503);
        }

        assertThat(issuer.reads() - before).isBetween(1, 3);
        assertThat(live(issuer.token("k1"))).isEqualTo(200);
    }

    @Test
    void saysInOneShortLineOfTheAuditWhyACallerIsRefusedAndWhere() throws Exception {
        gateway = gateway();
        Map<String, Object> claims = issuer.claims();
        claims.put("aud", "another");

        assertThat(live(issuer.token("k1", JWSAlgorithm.RS256, "JWT", claims))).isEqualTo(401);

        await().untilAsserted(() -> assertThat(audit())
                .anySatisfy(line -> assertThat(line)
                        .contains("route=\"/api/live\"", "status=\"401\"", "aud")
                        .hasSizeLessThan(250)));
    }

    @Test
    void writesLittleWhenFlooded() throws Exception {
        gateway = gateway();
        JWK made = new RSAKeyGenerator(2048).generate();
        for (int i = 0; i < 1_000; i++) {
            live(issuer.token(made, "made-up", JWSAlgorithm.RS256, "JWT", issuer.claims()));
        }

        assertThat(log.list.stream()
                        .mapToInt(event -> event.getFormattedMessage().length()
                                + String.valueOf(event.getKeyValuePairs()).length()
                                + (event.getThrowableProxy() == null ? 0 : 4_000))
                        .sum())
                .isLessThan(10_000);
        assertThat(log.list)
                .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
    }

    private List<String> audit() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLoggerName().equals("audit"))
                .map(event -> String.valueOf(event.getKeyValuePairs()))
                .toList();
    }

    private int live(String token) throws Exception {
        return get("/api/live", token).statusCode();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return HTTP.send(request(path, token), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private GatewayApp gateway() {
        return GatewayApp.start(GatewaySettings.parse(
                String.join(
                        "\n",
                        "server: {port: 0}",
                        "security:",
                        "  oidc: {issuer: '" + issuer.name() + "', audience: gateway, jwks: '" + issuer.jwks() + "'}",
                        "kafka: {bootstrap.servers: '127.0.0.1:1'}"),
                Map.of()));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
