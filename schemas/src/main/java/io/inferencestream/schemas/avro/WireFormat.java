package io.inferencestream.schemas.avro;

/** Confluent's frame around an Avro record: a zero byte, the schema's id in four bytes, big-endian, then Avro binary. */
final class WireFormat {
    /** Where the Avro binary begins. */
    static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;

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

    /** Writes the frame to the first bytes of {@code target}. */
    static void putHeader(byte[] target, int schemaId) {
        target[0] = MAGIC;
        target[1] = (byte) (schemaId >>> 24);
        target[2] = (byte) (schemaId >>> 16);
        target[3] = (byte) (schemaId >>> 8);
        target[4] = (byte) schemaId;
    }
}
