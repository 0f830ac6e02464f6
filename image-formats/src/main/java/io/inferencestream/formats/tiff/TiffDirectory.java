package io.inferencestream.formats.tiff;

import io.inferencestream.decode.image.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes a directory as TIFF has it: fields, in the order of their tags, then the values that do not fit into one. */
final class TiffDirectory {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;
    private static final int FIELD_BYTES = 12;
    private static final int INSIDE = 4;

    private record Field(int tag, int type, int count, byte[] values) {}

    private final ByteOrder order;
    private final List<Field> fields = new ArrayList<>();

    TiffDirectory(ByteOrder order) {
        this.order = order;
    }

    /** Adds a field; its tag must be behind those of all others. */
    TiffDirectory shorts(TiffTag tag, int... values) {
        ByteBuffer bytes = buffer(Short.BYTES * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return add(tag, SHORT, values.length, bytes.array());
    }

    TiffDirectory longs(TiffTag tag, int... values) {
        ByteBuffer bytes = buffer(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(values);
        return add(tag, LONG, values.length, bytes.array());
    }

    TiffDirectory bytes(TiffTag tag, byte[] values) {
        return add(tag, UNDEFINED, values.length, values);
    }

    /** Copies a field of the file as it is, if it is there with that type and that many values. */
    TiffDirectory copy(TiffFields file, TiffTag tag, int type, int count, int bytesEach) throws UndecodableException {
        TiffField field = file.find(tag);
        if (field != null && field.type() == type && field.count() == count) {
            add(tag, type, count, file.copy(field.at(), count * bytesEach));
        }
        return this;
    }

    private TiffDirectory add(TiffTag tag, int type, int count, byte[] values) {
        fields.add(new Field(tag.number(), type, count, values));
        return this;
    }

    /**
     * The directory as bytes, the last of the file.
     *
     * @param offset of its first byte in the file
     */
    byte[] at(int offset) {
        int head = Short.BYTES + FIELD_BYTES * fields.size() + Integer.BYTES;
        int values = fields.stream().mapToInt(TiffDirectory::bytesOutside).sum();
        ByteBuffer bytes = buffer(head + values).putShort((short) fields.size());
        int outside = offset + head;
        for (Field field : fields) {
            bytes.putShort((short) field.tag).putShort((short) field.type).putInt(field.count);
            if (bytesOutside(field) == 0) {
                bytes.put(field.values).position(bytes.position() + INSIDE - field.values.length);
            } else {
                bytes.putInt(outside);
                outside += field.values.length;
            }
        }
        bytes.putInt(0);
        fields.stream().filter(field -> bytesOutside(field) > 0).forEach(field -> bytes.put(field.values));
        return bytes.array();
    }

    private static int bytesOutside(Field field) {
        return field.values.length <= INSIDE ? 0 : field.values.length;
    }

    private ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(order);
    }
}
