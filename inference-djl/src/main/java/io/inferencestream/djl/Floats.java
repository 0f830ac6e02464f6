package io.inferencestream.djl;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies the values of an engine's tensor out as floats, whatever numbers they are. */
final class Floats {
    private static final int BYTE = 0xFF;

    private Floats() {}

    /**
     * Copies them.
     *
     * @param name of the tensor, for messages
     */
    static float[] of(String name, NDArray array) {
        return switch (array.getDataType()) {
            case FLOAT32 -> array.toFloatArray();
            case FLOAT64, FLOAT16, INT64, INT32, INT16, INT8, UINT8, BOOLEAN -> converted(array);
            default ->
                throw new IllegalStateException("the output '" + name + "' holds " + array.getDataType()
                        + " values: export it with numbers, best float32");
        };
    }

    private static float[] converted(NDArray array) {
        ByteBuffer bytes = array.toByteBuffer().order(ByteOrder.nativeOrder());
        float[] values = new float[Math.toIntExact(array.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (array.getDataType()) {
                case FLOAT64 -> (float) bytes.getDouble();
                case FLOAT16 -> Halves.toFloat(bytes.getShort());
                case INT64 -> bytes.getLong();
                case INT32 -> bytes.getInt();
                case INT16 -> bytes.getShort();
                case INT8 -> bytes.get();
                default -> bytes.get() & BYTE;
            };
        }
        return values;
    }
}
