package io.inferencestream.gateway.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.inferencestream.gateway.caller.Caller;
import io.inferencestream.gateway.caller.Role;
import java.text.ParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what tokens claim, and refuses those of others, for others, of another time or kind. Thread-safe. */
final class Claims {
    private static final int MAX_NAME = 256;

    private final DefaultJOSEObjectTypeVerifier<SecurityContext> types = new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null);
    private final DefaultJWTClaimsVerifier<SecurityContext> claims;
    private final Oidc oidc;

    Claims(Oidc oidc) {
        this.oidc = oidc;
        this.claims = new DefaultJWTClaimsVerifier<>(
                oidc.audience(),
                new JWTClaimsSet.Builder().issuer(oidc.issuer()).build(),
                Set.of("exp"));
    }

    /** Why a token is refused whoever has signed it; empty if only its signature can tell. */
    Optional<String> refusal(SignedJWT token) {
        if (!Signatures.ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            return Optional.of("token signed in a way that is not believed");
        }
        try {
            types.verify(token.getHeader().getType(), null);
        } catch (BadJOSEException e) {
            return Optional.of("token of another type");
        }
        try {
            JWTClaimsSet its = token.getJWTClaimsSet();
            claims.verify(its, null);
            return name(its).isPresent()
                    ? Optional.empty()
                    : Optional.of("token without a caller in " + oidc.callerClaim());
        } catch (ParseException e) {
            return Optional.of("token without claims");
        } catch (BadJOSEException e) {
            return Optional.of("token: " + e.getMessage());
        }
    }

    /** The caller; only of a token that is not refused. */
    Caller caller(JWTClaimsSet its) {
        return new Caller("oidc:" + name(its).orElseThrow(), roles(its));
    }

    private Optional<String> name(JWTClaimsSet its) {
        return value(its, oidc.callerClaim()) instanceof String name && !name.isBlank() && name.length() <= MAX_NAME
                ? Optional.of(name)
                : Optional.empty();
    }

    private Set<Role> roles(JWTClaimsSet its) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object name : names(value(its, oidc.rolesClaim()))) {
            for (Role role : Role.values()) {
                if (role.toString().equals(name)) {
                    roles.add(role);
                }
            }
        }
        return roles;
    }

    /** A claim under its whole name, which may have dots itself, such as an address; or one within others. */
    private static @Nullable Object value(JWTClaimsSet its, String path) {
        Object value = its.getClaim(path);
        if (value != null) {
            return value;
        }
        value = its.getClaims();
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return value;
    }

    private static Collection<?> names(@Nullable Object claim) {
        if (claim instanceof Collection<?> names) {
            return names;
        }
        return claim instanceof String text ? List.of(text.split(" ", -1)) : List.of();
    }
}
