package io.inferencestream.gateway.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names requests: by 128 random bits, or, where the caller gives an idempotency key, by 128 bits of a digest of caller
 * and key, so that every gateway gives the same request the same id, and no caller can name another's.
 *
 * <p>Thread-safe.
 */
public final class RequestIds {
    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    /** The id of a request. */
    public String id(String caller, @Nullable String idempotencyKey) {
        return HexFormat.of().formatHex(idempotencyKey == null ? random() : digest(caller, idempotencyKey));
    }

    private byte[] random() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] digest(String caller, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(caller.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Arrays.copyOf(digest.digest(key.getBytes(StandardCharsets.UTF_8)), BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
