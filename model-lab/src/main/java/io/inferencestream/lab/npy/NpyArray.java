package io.inferencestream.lab.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An array of numbers as NumPy stores it. Immutable; owns its bytes. */
public final class NpyArray {
    private final NpyType type;
    private final List<Integer> shape;
    private final ByteBuffer numbers;

    private NpyArray(NpyType type, List<Integer> shape, ByteBuffer numbers) {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.numbers = numbers;
    }

    /** A list of float32. */
    public static NpyArray of(float[] values, List<Integer> shape) {
        ByteBuffer numbers = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asFloatBuffer().put(values);
        return checked(new NpyArray(NpyType.FLOAT32, shape, numbers));
    }

    /** A list of float64. */
    public static NpyArray of(double[] values, List<Integer> shape) {
        ByteBuffer numbers = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asDoubleBuffer().put(values);
        return checked(new NpyArray(NpyType.FLOAT64, shape, numbers));
    }

    private static NpyArray checked(NpyArray array) {
        if ((long) array.size() * array.type.bytes() != array.numbers.capacity()) {
            throw new IllegalArgumentException("a shape must fit the numbers: " + array.shape);
        }
        return array;
    }

    /**
     * Reads an {@code .npy} file.
     *
     * @throws NpyException if it is none, is damaged, or holds what is not read here
     */
    public static NpyArray parse(byte[] file) throws NpyException {
        NpyHeader header = NpyHeader.read(file);
        long count = 1;
        for (int dimension : header.shape()) {
            count = dimension == 0 ? 0 : Math.multiplyExact(count, (long) dimension);
            if (count > Integer.MAX_VALUE) {
                throw new NpyException("claims to hold more than 2^31 numbers: " + header.shape());
            }
        }
        long bytes = count * header.type().bytes();
        if (bytes != file.length - header.bytes()) {
            throw new NpyException("holds " + (file.length - header.bytes()) + " bytes of numbers where its shape, "
                    + header.shape() + ", needs " + bytes);
        }
        ByteBuffer numbers =
                ByteBuffer.wrap(file, header.bytes(), (int) bytes).slice().order(header.order());
        NpyArray array = new NpyArray(header.type(), header.shape(), numbers);
        return header.isFortran() ? array.transposed() : array;
    }

    /** The file's bytes, version 1. */
    public byte[] bytes() {
        byte[] header = NpyHeader.write(type, shape);
        byte[] file = Arrays.copyOf(header, header.length + numbers.capacity());
        numbers.duplicate().clear().get(file, header.length, numbers.capacity());
        return file;
    }

    public NpyType type() {
        return type;
    }

    /** Dimensions; empty for one number. */
    public List<Integer> shape() {
        return shape;
    }

    /** How many numbers. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** One number, counted in C order: the last dimension runs fastest. */
    public double get(int index) {
        return type.read(numbers, index);
    }

    /** All numbers as float32. */
    public float[] floats() {
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) get(i);
        }
        return values;
    }

    /** The stored bytes of an array of single bytes, a copy. */
    public byte[] rawBytes() {
        if (type.bytes() != 1) {
            throw new IllegalStateException("numbers have more than one byte: " + type);
        }
        byte[] raw = new byte[size()];
        numbers.duplicate().clear().get(raw);
        return raw;
    }

    /** The same numbers with the last dimension running fastest instead of the first. */
    private NpyArray transposed() {
        ByteBuffer turned = ByteBuffer.allocate(numbers.capacity()).order(numbers.order());
        int width = type.bytes();
        int[] place = new int[shape.size()];
        for (int c = 0; c < size(); c++) {
            int from = 0;
            for (int d = shape.size() - 1; d >= 0; d--) {
                from = from * shape.get(d) + place[d];
            }
            for (int b = 0; b < width; b++) {
                turned.put(c * width + b, numbers.get(from * width + b));
            }
            for (int d = shape.size() - 1; d >= 0; d--) {
                place[d]++;
                if (place[d] < shape.get(d)) {
                    break;
                }
                place[d] = 0;
            }
        }
        return new NpyArray(type, shape, turned);
    }
}
