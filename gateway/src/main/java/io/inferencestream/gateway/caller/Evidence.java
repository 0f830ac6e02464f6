package io.inferencestream.gateway.caller;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of its caller.
 *
 * @param apiKey what the header {@code X-API-Key} says, or null
 * @param authorization what the header {@code Authorization} says, or null
 * @param certificate of the connection, signed by an authority that is trusted, or null
 * @param address where the request comes from
 */
public record Evidence(
        @Nullable String apiKey,
        @Nullable String authorization,
        @Nullable X509Certificate certificate,
        String address) {
    /** Shows what it holds of secrets to nobody. */
    @Override
    public String toString() {
        return "what " + address + " shows";
    }
}
