package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.registry.SchemaKey;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Confluent's frame around an Avro record: a zero byte, the schema's id in four bytes, big-endian, then Avro binary. */
final class WireFormat {
    /** Where the Avro binary begins. */
    static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;

    /** In a header, followed by the 16 bytes of a GUID. */
    private static final byte GUID_MAGIC = 1;

    private static final int GUID_BYTES = 16;

    private WireFormat() {}

    /** @throws UnreadableRecordException if the payload is not framed like this */
    static int schemaId(byte[] payload) {
        if (payload.length < HEADER_BYTES) {
            throw new UnreadableRecordException(
                    "a record has at least " + HEADER_BYTES + " bytes: " + payload.length, null);
        }
        if (payload[0] != MAGIC) {
            throw new UnreadableRecordException("a record begins with a zero byte: " + payload[0], null);
        }
        return (payload[1] & 0xff) << 24 | (payload[2] & 0xff) << 16 | (payload[3] & 0xff) << 8 | payload[4] & 0xff;
    }

    /**
     * The schema that a header names: a zero byte and an id in four bytes, or a one and a GUID in sixteen.
     *
     * @throws UnreadableRecordException if it is neither
     */
    static SchemaKey schemaKey(byte[] header) {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        if (header.length == HEADER_BYTES && header[0] == MAGIC) {
            return new SchemaKey.Id(bytes.getInt(1));
        }
        if (header.length == 1 + GUID_BYTES && header[0] == GUID_MAGIC) {
            return new SchemaKey.Guid(new UUID(bytes.getLong(1), bytes.getLong(1 + Long.BYTES)));
        }
        throw new UnreadableRecordException(
                "a schema's header holds a zero byte and an id, or a one and a GUID, not " + header.length
                        + " bytes of another form",
                null);
    }

    /** Writes the frame to the first bytes of {@code target}. */
    static void putHeader(byte[] target, int schemaId) {
        target[0] = MAGIC;
        target[1] = (byte) (schemaId >>> 24);
        target[2] = (byte) (schemaId >>> 16);
        target[3] = (byte) (schemaId >>> 8);
        target[4] = (byte) schemaId;
    }
}
