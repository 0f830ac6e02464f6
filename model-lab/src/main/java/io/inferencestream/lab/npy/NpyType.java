package io.inferencestream.lab.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the numbers of an array are. */
public enum NpyType {
    BOOL("b1", 1),
    UINT8("u1", 1),
    INT8("i1", 1),
    UINT16("u2", 2),
    INT16("i2", 2),
    UINT32("u4", 4),
    INT32("i4", 4),
    INT64("i8", 8),
    FLOAT32("f4", 4),
    FLOAT64("f8", 8);

    private final String code;
    private final int bytes;

    NpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** NumPy's short name. */
    public String code() {
        return code;
    }

    /** Of one number. */
    public int bytes() {
        return bytes;
    }

    static @Nullable NpyType of(String code) {
        return Arrays.stream(values())
                .filter(t -> t.code.equals(code))
                .findFirst()
                .orElse(null);
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(NpyType::code).toList();
    }

    double read(ByteBuffer numbers, int index) {
        int at = index * bytes;
        return switch (this) {
            case BOOL, UINT8 -> Byte.toUnsignedInt(numbers.get(at));
            case INT8 -> numbers.get(at);
            case UINT16 -> Short.toUnsignedInt(numbers.getShort(at));
            case INT16 -> numbers.getShort(at);
            case UINT32 -> Integer.toUnsignedLong(numbers.getInt(at));
            case INT32 -> numbers.getInt(at);
            case INT64 -> numbers.getLong(at);
            case FLOAT32 -> numbers.getFloat(at);
            case FLOAT64 -> numbers.getDouble(at);
        };
    }
}
