package io.inferencestream.gateway.http.body;

import io.inferencestream.gateway.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How a body is compressed on its way, by the names of {@code Content-Encoding} (RFC 9110, 8.4). Thread-safe. */
public enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    private static final int STEP = 16 << 10;

    /**
     * The coding of a body that comes.
     *
     * @throws ProblemException of status 415 if it is none of these, or several one over another
     */
    public static ContentCoding of(@Nullable String contentEncoding) {
        String name = contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default ->
                throw new ProblemException(
                                415,
                                "unsupported-content-encoding",
                                "Unsupported content encoding",
                                "Content-Encoding is gzip, deflate or identity, not " + contentEncoding + ".")
                        .header("Accept-Encoding", "gzip, deflate");
        };
    }

    /** The best coding that a client takes, by its {@code Accept-Encoding}; identity where it asks for none of ours. */
    public static ContentCoding accepted(@Nullable String acceptEncoding) {
        ContentCoding best = IDENTITY;
        double weight = 0;
        for (String item : acceptEncoding == null ? new String[0] : acceptEncoding.split(",")) {
            ContentCoding coding = named(item.split(";", 2)[0].strip());
            double its = weight(item);
            if (coding != IDENTITY && its > weight) {
                best = coding;
                weight = its;
            }
        }
        return best;
    }

    private static ContentCoding named(String name) {
        return name.equalsIgnoreCase("gzip") || name.equals("*")
                ? GZIP
                : name.equalsIgnoreCase("deflate") ? DEFLATE : IDENTITY;
    }

    private static double weight(String item) {
        String quality = item.replaceAll("\\s", "").replaceFirst("^[^;]*(;q=)?", "");
        return quality.isEmpty() ? 1 : quality.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(quality) : 0;
    }

    /** Its name in {@code Content-Encoding}. */
    public String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What was packed.
     *
     * @param maxBytes of the answer; unpacking ends with a problem of status 413 past them
     * @param room takes room for more bytes; false, and unpacking ends with a problem of status 429, where there is none
     * @throws ProblemException for these reasons, or if the body is not of this coding
     */
    public byte[] unpack(byte[] packed, long maxBytes, LongPredicate room) {
        if (this == IDENTITY) {
            return packed;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(STEP);
        byte[] step = new byte[STEP];
        try (InputStream input = opened(packed)) {
            for (int count = input.read(step); count >= 0; count = input.read(step)) {
                if (plain.size() + (long) count > maxBytes) {
                    throw BodyReader.tooLarge(maxBytes);
                }
                if (!room.test(count)) {
                    throw ProblemException.tooMany("Too many requests in flight.", 1);
                }
                plain.write(step, 0, count);
            }
        } catch (IOException e) {
            throw ProblemException.badRequest("The body is not " + header() + ", as its Content-Encoding says it is.");
        }
        return plain.toByteArray();
    }

    private InputStream opened(byte[] packed) throws IOException {
        InputStream input = new ByteArrayInputStream(packed);
        return this == GZIP ? new GZIPInputStream(input, STEP) : new InflaterInputStream(input, inflater(packed), STEP);
    }

    /** Many clients call deflate what has no zlib header; where there is one it says so itself. */
    private static Inflater inflater(byte[] packed) {
        boolean isZlib =
                packed.length > 1 && (packed[0] & 0x0F) == 8 && ((packed[0] & 0xFF) << 8 | packed[1] & 0xFF) % 31 == 0;
        return new Inflater(!isZlib);
    }

    /** Packs an answer. */
    public byte[] pack(byte[] plain) {
        if (this == IDENTITY) {
            return plain;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream output = this == GZIP ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
            output.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does no output", e);
        }
        return packed.toByteArray();
    }
}
