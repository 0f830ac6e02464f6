package io.inferencestream.gateway.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.inferencestream.gateway.caller.Pass;
import io.inferencestream.gateway.caller.Tokens;
import io.inferencestream.gateway.caller.Verdict;
import io.inferencestream.gateway.token.IssuerKeys.Asked;
import io.inferencestream.gateway.token.IssuerKeys.Reading;
import io.inferencestream.gateway.token.TokenMemory.Believed;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Believes OpenID Connect bearer tokens that an issuer's keys have signed: asymmetric signatures only, unexpired, for this
 * audience.
 *
 * <p>Thread-safe; never blocks. A token that names a key which is not known waits for the next reading of the keys if that
 * begins at once, and is to be shown again later otherwise.
 */
public final class BearerTokens implements Tokens, AutoCloseable {
    /** As much as the clocks of issuer and gateway may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final int MAX_WAITING = 256;
    private static final long PATIENCE_SECONDS = 3;

    private final Signatures signatures = new Signatures();
    private final TokenMemory memory = new TokenMemory();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Claims claims;
    private final IssuerKeys keys;
    private final Clock clock;

    /** Begins to read the issuer's keys. */
    public BearerTokens(Oidc oidc) {
        this(
                oidc,
                new IssuerKeys(new IssuerSite(oidc.issuer(), oidc.jwks()), KeyRefresh.DEFAULT, System::nanoTime),
                Clock.systemUTC());
    }

    BearerTokens(Oidc oidc, IssuerKeys keys, Clock clock) {
        this.claims = new Claims(oidc);
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Optional<Pass> remembered(String token) {
        return memory.believed(token).filter(this::isGood).map(this::pass);
    }

    @Override
    public Verdict verdict(String text) {
        SignedJWT token;
        try {
            token = SignedJWT.parse(text);
        } catch (ParseException e) {
            return new Verdict.Refused("neither a known key nor a token");
        }
        return claims.refusal(token)
                .<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> signed(token, text, keys.nanos(), true));
    }

    /**
     * @param shownNanos when the token was shown
     * @param mayWait whether it has not waited yet
     */
    private Verdict signed(SignedJWT token, String text, long shownNanos, boolean mayWait) {
        Reading known = keys.known();
        List<JWK> candidates = known == null ? List.of() : Signatures.keys(token, known.keys());
        if (!candidates.isEmpty()) {
            return bySignature(token, text, candidates);
        }
        if (known != null && known.beganNanos() - shownNanos >= 0) {
            return new Verdict.Refused("token by an unknown key of the issuer");
        }
        Asked asked = keys.ask();
        if (!mayWait || !asked.begins().isZero() || waiting.get() >= MAX_WAITING) {
            return new Verdict.Unsure(
                    keys.isAway() ? "issuer of the token is away" : "key of the token is not known yet",
                    (int) asked.begins().toSeconds() + 1);
        }
        waiting.incrementAndGet();
        return new Verdict.Soon(asked.end()
                .copy()
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenApply(read -> {
                    waiting.decrementAndGet();
                    return signed(token, text, shownNanos, false);
                }));
    }

    private Verdict bySignature(SignedJWT token, String text, List<JWK> candidates) {
        for (JWK key : candidates) {
            if (signatures.isSigned(token, key)) {
                return believe(token, text, key);
            }
        }
        return new Verdict.Refused("token whose signature is wrong");
    }

    private Verdict believe(SignedJWT token, String text, JWK key) {
        try {
            JWTClaimsSet its = token.getJWTClaimsSet();
            Believed believed = new Believed(
                    claims.caller(its), key, its.getExpirationTime().toInstant().plus(SKEW));
            memory.note(text, believed);
            return new Verdict.Known(pass(believed));
        } catch (ParseException e) {
            return new Verdict.Refused("token without claims");
        }
    }

    private Pass pass(Believed believed) {
        return new Pass(believed.caller(), () -> isGood(believed));
    }

    /** Its issuer may have taken the key back. */
    private boolean isGood(Believed believed) {
        Reading known = keys.known();
        return known != null
                && known.keys().getKeys().contains(believed.key())
                && clock.instant().isBefore(believed.expires());
    }

    @Override
    public void close() {
        keys.close();
    }
}
