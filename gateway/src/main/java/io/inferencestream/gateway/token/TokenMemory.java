package io.inferencestream.gateway.token;

import com.nimbusds.jose.jwk.JWK;
import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.caller.Caller;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that were believed last, 10,000 of them, by their digests: a token is checked once, and then known until it
 * expires.
 *
 * <p>Thread-safe.
 */
final class TokenMemory {
    private static final int MAX_TOKENS = 10_000;

    private final Map<String, Believed> tokens = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Believed> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    /**
     * A token that was believed.
     *
     * @param key that has signed it
     * @param expires when it ends
     */
    record Believed(Caller caller, JWK key, Instant expires) {}

    synchronized Optional<Believed> believed(String token) {
        return Optional.ofNullable(tokens.get(ApiKey.digest(token)));
    }

    synchronized void note(String token, Believed believed) {
        tokens.put(ApiKey.digest(token), believed);
    }
}
