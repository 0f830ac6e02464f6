package io.inferencestream.deadletters.letter;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What tells a rejected record from every other: 128 bits of SHA-256 over where it was read, when it is of, its key and its
 * value. Two letters of the same digest are one record that was rejected twice, as happens where delivery is at least once
 * and where a stream is reset. The place alone would not do: a topic that is deleted and made again counts from zero again.
 *
 * @param high the first eight bytes
 * @param low the eight after them
 */
public record LetterDigest(long high, long low) {
    private static final int DIGITS = 32;

    /** The digest of the letter that was consumed. */
    public static LetterDigest of(ConsumerRecord<byte[], byte[]> letter) {
        // A topic may stamp its records itself, each of two doubles with a time of its own.
        boolean isOwnTime = letter.timestampType() != TimestampType.LOG_APPEND_TIME;
        return of(
                DeadLetter.origin(letter.headers()), isOwnTime ? letter.timestamp() : -1, letter.key(), letter.value());
    }

    static LetterDigest of(
            Optional<RecordPosition> origin, long timestampMillis, byte @Nullable [] key, byte @Nullable [] value) {
        MessageDigest digest = sha256();
        byte[] place = origin.map(RecordPosition::toString).orElse("").getBytes(StandardCharsets.UTF_8);
        add(digest, place);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, timestampMillis));
        add(digest, key);
        add(digest, value);
        ByteBuffer bits = ByteBuffer.wrap(digest.digest());
        return new LetterDigest(bits.getLong(), bits.getLong());
    }

    /** With its length, so that no two lists of parts look alike; none is not the same as an empty one. */
    private static void add(MessageDigest digest, byte @Nullable [] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part == null ? -1 : part.length));
        if (part != null) {
            digest.update(part);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads what {@link #toString} writes; empty where it is something else. */
    public static Optional<LetterDigest> parse(String text) {
        if (text.length() != DIGITS || !text.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(new LetterDigest(
                Long.parseUnsignedLong(text, 0, DIGITS / 2, 16), Long.parseUnsignedLong(text, DIGITS / 2, DIGITS, 16)));
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
