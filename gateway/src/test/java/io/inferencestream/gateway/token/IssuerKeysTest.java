package io.inferencestream.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.inferencestream.gateway.caller.Pass;
import io.inferencestream.gateway.caller.Verdict;
import io.inferencestream.gateway.issuer.TestIssuer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens at an issuer that is away for long and comes back. */
class IssuerKeysTest {
    private static final KeyRefresh HASTY =
            new KeyRefresh(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofDays(1));
    private static final KeyRefresh NEVER =
            new KeyRefresh(Duration.ofDays(1), Duration.ofDays(1), Duration.ofHours(1), Duration.ofDays(1));

    private final AtomicLong later = new AtomicLong();
    private TestIssuer issuer;
    private BearerTokens tokens;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
    }

    @AfterEach
    void stop() {
        tokens.close();
        issuer.close();
    }

    @Test
    void findsTheKeysByTheDiscoveryDocumentOfTheIssuer() throws Exception {
        tokens = tokens(HASTY, "sub");

        assertThat(pass(issuer.token("k1")).caller().name()).isEqualTo("oidc:mia");
    }

    @Test
    void believesKnownKeysWhileTheIssuerIsAwayAndNewOnesOnceItIsBack() throws Exception {
        tokens = tokens(HASTY, "sub");
        pass(issuer.token("k1"));
        issuer.fallSilent();
        await().until(() -> keysAreAway());
        later.set(Duration.ofMinutes(10).toNanos());
        issuer.addRsa("k2");

        assertThat(pass(issuer.token("k1")).caller().name()).isEqualTo("oidc:mia");
        assertThat(settled(issuer.token("k2"))).isInstanceOf(Verdict.Unsure.class);

        issuer.comeBack();
        assertThat(pass(issuer.token("k2")).caller().name()).isEqualTo("oidc:mia");
    }

    @Test
    void forgetsKeysThatCouldNotBeReadForADay() throws Exception {
        tokens = tokens(NEVER, "sub");
        Pass pass = pass(issuer.token("k1"));
        issuer.fallSilent();

        later.set(Duration.ofHours(25).toNanos());

        assertThat(pass.isGood().getAsBoolean()).isFalse();
        assertThat(settled(issuer.token("k1"))).isInstanceOf(Verdict.Unsure.class);
    }

    @Test
    void takesATokenBackWhoseKeyTheIssuerTakesBack() throws Exception {
        tokens = tokens(HASTY, "sub");
        String token = issuer.token("k1");
        Pass pass = pass(token);
        assertThat(pass.isGood().getAsBoolean()).isTrue();
        assertThat(tokens.remembered(token)).isPresent();

        issuer.addRsa("k2");
        issuer.remove("k1");

        await().until(() -> !pass.isGood().getAsBoolean());
        assertThat(tokens.remembered(token)).isEmpty();
    }

    @Test
    void asksAtMostTwiceForAnyNumberOfMadeUpKeys() throws Exception {
        tokens = tokens(NEVER, "sub");
        pass(issuer.token("k1"));
        JWK made = new RSAKeyGenerator(2048).generate();
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            String token = issuer.token(made, "made-up-" + i, JWSAlgorithm.RS256, "JWT", issuer.claims());
            refused += settled(token) instanceof Verdict.Refused ? 1 : 0;
        }

        assertThat(issuer.reads()).isEqualTo(2);
        assertThat(refused).isBetween(1, 2);
    }

    @Test
    void namesTheCallerByTheClaimThatItIsToldTo() throws Exception {
        tokens = tokens(HASTY, "client_id");
        Map<String, Object> claims = issuer.claims();
        claims.remove("sub");
        claims.put("client_id", "scanner-3");

        assertThat(pass(issuer.token("k1", JWSAlgorithm.RS256, "at+jwt", claims))
                        .caller()
                        .name())
                .isEqualTo("oidc:scanner-3");
        assertThat(settled(issuer.token("k1"))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void believesNoKeyOfRsaThatIsTooShort() throws Exception {
        issuer.addShortRsa("short");
        tokens = tokens(HASTY, "sub");
        pass(issuer.token("k1"));

        assertThat(settled(issuer.token("short"))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void readsNoKeysWhereAnAddressSendsItOn() throws Exception {
        tokens = tokens(HASTY, "sub", Optional.of(URI.create(issuer.name() + "/moved")));

        await().until(this::keysAreAway);

        assertThat(issuer.reads()).isZero();
    }

    private boolean keysAreAway() throws Exception {
        return settled(issuer.token(
                                new RSAKeyGenerator(2048).generate(),
                                "none",
                                JWSAlgorithm.RS256,
                                "JWT",
                                issuer.claims()))
                        instanceof Verdict.Unsure unsure
                && unsure.reason().contains("away");
    }

    private Pass pass(String token) {
        return await().until(() -> settled(token), Verdict.Known.class::isInstance) instanceof Verdict.Known known
                ? known.pass()
                : null;
    }

    private Verdict settled(String token) throws Exception {
        Verdict verdict = tokens.verdict(token);
        return verdict instanceof Verdict.Soon soon
                ? soon.verdict().toCompletableFuture().get(10, TimeUnit.SECONDS)
                : verdict;
    }

    private BearerTokens tokens(KeyRefresh refresh, String callerClaim) {
        return tokens(refresh, callerClaim, Optional.empty());
    }

    private BearerTokens tokens(KeyRefresh refresh, String callerClaim, Optional<URI> jwks) {
        Oidc oidc = new Oidc(issuer.name(), jwks, "gateway", "roles", callerClaim);
        IssuerKeys keys = new IssuerKeys(
                new IssuerSite(oidc.issuer(), oidc.jwks()), refresh, () -> System.nanoTime() + later.get());
        return new BearerTokens(oidc, keys, Clock.systemUTC());
    }
}
