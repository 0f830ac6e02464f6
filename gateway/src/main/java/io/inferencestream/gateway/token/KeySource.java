package io.inferencestream.gateway.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;

/** Where an issuer's public keys come from. */
interface KeySource {
    /**
     * Reads them all; blocks for some seconds at most.
     *
     * @throws IOException if they are not to be had; the message says why
     */
    JWKSet read() throws IOException;
}
