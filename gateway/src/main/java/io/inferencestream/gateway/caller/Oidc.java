package io.inferencestream.gateway.caller;

import java.net.URI;

/**
 * Whose bearer tokens are believed.
 *
 * @param issuer the {@code iss} of a token
 * @param jwks where the issuer's public keys are to be had
 * @param audience what a token's {@code aud} must contain
 * @param rolesClaim where a token names its roles: a claim, with dots for claims within claims
 */
public record Oidc(String issuer, URI jwks, String audience, String rolesClaim) {}
