package io.inferencestream.gateway.caller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One API key, of which only the digest is known: {@code NAME:ROLE+ROLE:SHA-256}, and {@code :EXPIRY} where it has one.
 *
 * @param name the caller's name
 * @param roles what it may do; at least one
 * @param sha256 digest of the key's text, 64 hexadecimal digits in lower case
 * @param expires when it ends; empty for never
 */
public record ApiKey(String name, Set<Role> roles, String sha256, Optional<Instant> expires) {
    private static final Pattern FORM = Pattern.compile("([^:]+):([a-z+]+):([0-9a-fA-F]{64})(?::(.+))?");
    private static final int KEY_BYTES = 32;

    public ApiKey {
        Names.check(name);
        roles = Set.copyOf(roles);
    }

    /**
     * Reads {@code NAME:ROLE+ROLE:SHA-256[:EXPIRY]}, where the expiry is a day, which is still good, or an instant.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static ApiKey parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "an API key is named NAME:ROLE+ROLE:SHA-256 or NAME:ROLE+ROLE:SHA-256:EXPIRY");
        }
        return new ApiKey(
                form.group(1),
                Role.all(form.group(2)),
                form.group(3).toLowerCase(Locale.ROOT),
                Optional.ofNullable(form.group(4)).map(ApiKey::instant));
    }

    /**
     * Reads an instant, such as {@code 2027-01-31T12:00:00Z}, or a day, {@code 2027-01-31}, whose end in UTC it stands for.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("neither a day nor an instant: " + text, e);
        }
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

    boolean isExpired(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    Caller caller() {
        return new Caller(name, roles);
    }

    /** As the configuration spells it; a digest of 256 random bits gives nothing away. */
    @Override
    public String toString() {
        return name + ":" + Role.text(roles) + ":" + sha256
                + expires.map(end -> ":" + end).orElse("");
    }
}
