package io.inferencestream.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Set;

/** Checks signatures of tokens by an issuer's public keys: asymmetric ones only, of RSA from 2048 bits. Thread-safe. */
final class Signatures {
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA,
            JWSAlgorithm.Ed25519);

    private static final int SHORTEST_RSA_BITS = 2048;

    private final DefaultJWSVerifierFactory factory = new DefaultJWSVerifierFactory();

    /** The keys that a token may be signed with, by what its header says; it does not have to name one. */
    static List<JWK> keys(SignedJWT token, JWKSet keys) {
        return new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())).select(keys);
    }

    /** Whether this key has signed it; one that cannot be used has signed nothing. */
    boolean isSigned(SignedJWT token, JWK key) {
        try {
            return token.verify(verifier(token, key));
        } catch (JOSEException e) {
            return false;
        }
    }

    private JWSVerifier verifier(SignedJWT token, JWK key) throws JOSEException {
        if (key instanceof OctetKeyPair edwards) {
            return new EdwardsVerifier(edwards);
        } else if (key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA_BITS) {
            throw new JOSEException("a key of RSA that is too short: " + rsa.size());
        } else if (key instanceof AsymmetricJWK asymmetric) {
            return factory.createJWSVerifier(token.getHeader(), asymmetric.toPublicKey());
        }
        throw new JOSEException("not a public key: " + key.getKeyType());
    }
}
