package io.inferencestream.gateway.caller;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells who calls, by an API key or a bearer token.
 *
 * <p>Thread-safe.
 */
public final class Callers {
    private static final String BEARER = "bearer ";

    private final List<ApiKey> keys;
    private final @Nullable BearerTokens tokens;
    private final Caller anonymous;

    /**
     * @param tokens null where none is believed
     * @param anonymous what callers may do who show nothing
     */
    public Callers(List<ApiKey> keys, @Nullable BearerTokens tokens, Set<Role> anonymous) {
        this.keys = List.copyOf(keys);
        this.tokens = tokens;
        this.anonymous = new Caller("anonymous", anonymous);
    }

    /**
     * The caller.
     *
     * @param apiKey what the header {@code X-API-Key} says, or null
     * @param authorization what the header {@code Authorization} says, or null; a bearer may be an API key too
     * @return empty where what was shown is not to be believed: that never makes one anonymous
     */
    public Optional<Caller> caller(@Nullable String apiKey, @Nullable String authorization) {
        if (apiKey != null) {
            return byKey(apiKey);
        }
        if (authorization == null) {
            return Optional.of(anonymous);
        }
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        String token = authorization.substring(BEARER.length()).strip();
        Optional<Caller> caller = byKey(token);
        return caller.isEmpty() && tokens != null ? tokens.caller(token) : caller;
    }

    /** Compares with all keys, whichever fits. */
    private Optional<Caller> byKey(String key) {
        String digest = ApiKey.digest(key);
        Optional<Caller> caller = Optional.empty();
        for (ApiKey known : keys) {
            if (known.matches(digest)) {
                caller = Optional.of(known.caller());
            }
        }
        return caller;
    }
}
