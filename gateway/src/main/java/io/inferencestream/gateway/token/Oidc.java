package io.inferencestream.gateway.token;

import java.net.URI;
import java.util.Optional;

/**
 * Whose bearer tokens are believed.
 *
 * @param issuer the {@code iss} of a token
 * @param jwks where the issuer's public keys are to be had; empty where its discovery document says so
 * @param audience what a token's {@code aud} must contain
 * @param rolesClaim where a token names its roles: a claim, with dots for claims within claims
 * @param callerClaim where a token names its caller, as {@code rolesClaim}
 */
public record Oidc(String issuer, Optional<URI> jwks, String audience, String rolesClaim, String callerClaim) {}
