package io.inferencestream.djl;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers of an output of any type, a row for each image. */
record OnnxValues(long[] shape, int size, IntToDoubleFunction at) {

    /** Reads an output, or null where it is no tensor of numbers. */
    static @Nullable OnnxValues of(OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            return null;
        }
        long[] shape = tensor.getInfo().getShape();
        return switch (tensor.getInfo().type) {
            case FLOAT, FLOAT16, BFLOAT16 -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                yield new OnnxValues(shape, floats.remaining(), floats::get);
            }
            case DOUBLE -> {
                DoubleBuffer doubles = tensor.getDoubleBuffer();
                yield new OnnxValues(shape, doubles.remaining(), doubles::get);
            }
            case INT64 -> {
                LongBuffer longs = tensor.getLongBuffer();
                yield new OnnxValues(shape, longs.remaining(), longs::get);
            }
            case INT32 -> {
                IntBuffer ints = tensor.getIntBuffer();
                yield new OnnxValues(shape, ints.remaining(), ints::get);
            }
            case INT8, UINT8, BOOL -> {
                ByteBuffer bytes = tensor.getByteBuffer();
                yield new OnnxValues(shape, bytes.remaining(), bytes::get);
            }
            default -> null;
        };
    }

    /** True if there are as many rows as images, and those are of the shape of the single one's. */
    boolean areRowsLike(OnnxValues single, int images) {
        return shape.length == single.shape.length
                && shape.length > 0
                && single.shape[0] == 1
                && shape[0] == images
                && Arrays.equals(shape, 1, shape.length, single.shape, 1, single.shape.length);
    }

    /** The largest number, whatever its sign. */
    double greatest() {
        double greatest = 0;
        for (int i = 0; i < size; i++) {
            greatest = Math.max(greatest, Math.abs(at.applyAsDouble(i)));
        }
        return greatest;
    }

    /** The greatest difference of a row from the only one of others; infinite where only one of two is a number. */
    double difference(int row, OnnxValues single) {
        double greatest = 0;
        for (int i = 0; i < single.size; i++) {
            double here = at.applyAsDouble(row * single.size + i);
            double there = single.at.applyAsDouble(i);
            if (Double.compare(here, there) != 0) {
                double difference = Math.abs(here - there);
                greatest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(greatest, difference);
            }
        }
        return greatest;
    }
}
