package io.inferencestream.gateway.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes OpenID Connect bearer tokens that an issuer's keys have signed: asymmetric signatures only, unexpired, for this
 * audience.
 *
 * <p>Thread-safe. Fetches the issuer's keys when a token names one that is not known, at most every half minute.
 */
public final class BearerTokens {
    private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int LARGEST_KEY_SET = 256 << 10;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Oidc oidc;

    /** Fetches nothing yet. */
    public BearerTokens(Oidc oidc) {
        this.oidc = oidc;
        try {
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    Set.of(
                            JWSAlgorithm.RS256,
                            JWSAlgorithm.RS384,
                            JWSAlgorithm.RS512,
                            JWSAlgorithm.PS256,
                            JWSAlgorithm.ES256,
                            JWSAlgorithm.ES384),
                    JWKSourceBuilder.create(
                                    oidc.jwks().toURL(),
                                    new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_KEY_SET))
                            .build()));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not an address of keys: " + oidc.jwks(), e);
        }
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                oidc.audience(),
                new JWTClaimsSet.Builder().issuer(oidc.issuer()).build(),
                Set.of("sub", "exp")));
    }

    /** The caller of a token; empty where it is not to be believed. */
    Optional<Caller> caller(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return Optional.of(new Caller("oidc:" + claims.getSubject(), roles(claims)));
        } catch (ParseException | BadJOSEException e) {
            LOG.debug("A token is not believed", e);
            return Optional.empty();
        } catch (JOSEException e) {
            LOG.atWarn().setCause(e).log("The issuer's keys are not to be had; its tokens are refused for now");
            return Optional.empty();
        }
    }

    private Set<Role> roles(JWTClaimsSet claims) {
        Object value = claims.getClaims();
        for (String name : oidc.rolesClaim().split("\\.", -1)) {
            value = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object name : names(value)) {
            for (Role role : Role.values()) {
                if (role.toString().equals(name)) {
                    roles.add(role);
                }
            }
        }
        return roles;
    }

    private static Collection<?> names(@Nullable Object claim) {
        if (claim instanceof Collection<?> names) {
            return names;
        }
        return claim instanceof String text ? List.of(text.split(" ", -1)) : List.of();
    }
}
