package io.inferencestream.gateway.caller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One API key, of which only the digest is known: {@code NAME:ROLE+ROLE:SHA-256}.
 *
 * @param name the caller's name
 * @param roles what it may do; at least one
 * @param sha256 digest of the key's text, 64 hexadecimal digits in lower case
 */
public record ApiKey(String name, Set<Role> roles, String sha256) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63}):([a-z+]+):([0-9a-fA-F]{64})");
    private static final int KEY_BYTES = 32;

    public ApiKey {
        roles = Set.copyOf(roles);
    }

    /**
     * Reads {@code NAME:ROLE+ROLE:SHA-256}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static ApiKey parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("an API key is named NAME:ROLE+ROLE:SHA-256");
        }
        Set<Role> roles = Arrays.stream(form.group(2).split("\\+", -1))
                .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
        return new ApiKey(form.group(1), roles, form.group(3).toLowerCase(Locale.ROOT));
    }

    /** A new key's text: 256 random bits, so that a plain digest of it can be kept. */
    public static String random() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The digest by which a key is known. */
    public static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether the digest is this key's; takes as long whichever of its digits differ. */
    boolean matches(String digest) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), sha256.getBytes(StandardCharsets.US_ASCII));
    }

    Caller caller() {
        return new Caller(name, roles);
    }

    /** As the configuration spells it; a digest of 256 random bits gives nothing away. */
    @Override
    public String toString() {
        return name + ":" + roles.stream().sorted().map(Role::toString).collect(Collectors.joining("+")) + ":" + sha256;
    }
}
