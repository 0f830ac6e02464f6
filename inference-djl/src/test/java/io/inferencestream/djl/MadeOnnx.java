package io.inferencestream.djl;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Puts ONNX files together, node by node. Dimensions below zero are open. */
final class MadeOnnx {
    static final int FLOAT = TinyOnnx.FLOAT;
    static final int FLOAT16 = 10;
    static final int DOUBLE = 11;
    static final int INT32 = 6;
    static final int BFLOAT16 = 16;

    private final List<Object[]> fields = new ArrayList<>();
    private final List<String> domains = new ArrayList<>();
    private long irVersion = 8;
    private long opset = 13;

    private MadeOnnx add(int field, byte[] message) {
        fields.add(new Object[] {field, message});
        return this;
    }

    MadeOnnx irVersion(long version) {
        irVersion = version;
        return this;
    }

    MadeOnnx opset(long version) {
        opset = version;
        return this;
    }

    MadeOnnx domain(String domain) {
        domains.add(domain);
        return this;
    }

    MadeOnnx input(String name, int type, long... shape) throws IOException {
        return add(11, value(name, type, shape));
    }

    MadeOnnx output(String name, int type, long... shape) throws IOException {
        return add(12, value(name, type, shape));
    }

    MadeOnnx inner(String name, int type, long... shape) throws IOException {
        return add(13, value(name, type, shape));
    }

    MadeOnnx node(String type, List<String> inputs, String output, byte[]... attributes) throws IOException {
        return add(1, TinyOnnx.node(type, inputs, output, attributes));
    }

    MadeOnnx nodeOf(String domain, String type, String input, String output) throws IOException {
        domains.add(domain);
        return add(1, TinyOnnx.message(out -> {
            out.writeString(1, input);
            out.writeString(2, output);
            out.writeString(4, type);
            out.writeString(7, domain);
        }));
    }

    MadeOnnx ints(String name, long... values) throws IOException {
        return add(5, TinyOnnx.ints(name, values));
    }

    MadeOnnx floats(String name, float[] values, long... dimensions) throws IOException {
        return add(5, TinyOnnx.floats(name, values, dimensions));
    }

    /** A list of whole numbers in a node of its own, as PyTorch writes them. */
    MadeOnnx constant(String name, long... values) throws IOException {
        byte[] attribute = TinyOnnx.message(out -> {
            out.writeString(1, "value");
            out.writeByteArray(5, TinyOnnx.ints("", values));
            out.writeInt32(20, 4); // kind TENSOR
        });
        return node("Constant", List.of(), name, attribute);
    }

    /** Floats in a file beside the model. */
    MadeOnnx externalFloats(String name, String file, long... dimensions) throws IOException {
        return add(5, TinyOnnx.message(out -> {
            for (long dimension : dimensions) {
                out.writeInt64(1, dimension);
            }
            out.writeInt32(2, FLOAT);
            out.writeString(8, name);
            out.writeByteArray(13, TinyOnnx.message(entry -> {
                entry.writeString(1, "location");
                entry.writeString(2, file);
            }));
            out.writeInt32(14, 1); // EXTERNAL
        }));
    }

    /** Zeros of 16 bits. */
    MadeOnnx brainFloats(String name, long... dimensions) throws IOException {
        int values = (int) LongStream.of(dimensions).reduce(1, (a, b) -> a * b);
        return add(5, TinyOnnx.message(out -> {
            for (long dimension : dimensions) {
                out.writeInt64(1, dimension);
            }
            out.writeInt32(2, BFLOAT16);
            out.writeString(8, name);
            out.writeByteArray(9, new byte[2 * values]);
        }));
    }

    byte[] bytes() throws IOException {
        byte[] graph = TinyOnnx.message(out -> {
            for (Object[] field : fields) {
                out.writeByteArray((Integer) field[0], (byte[]) field[1]);
            }
            out.writeString(2, "made");
        });
        return TinyOnnx.message(out -> {
            out.writeInt64(1, irVersion);
            out.writeString(2, "made by hand");
            out.writeByteArray(7, graph);
            writeOpset(out, "", opset);
            for (String domain : domains) {
                writeOpset(out, domain, 1);
            }
        });
    }

    private static void writeOpset(CodedOutputStream out, String domain, long version) throws IOException {
        out.writeByteArray(8, TinyOnnx.message(of -> {
            of.writeString(1, domain);
            of.writeInt64(2, version);
        }));
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes());
    }

    private static byte[] value(String name, int type, long... dimensions) throws IOException {
        byte[] shape = TinyOnnx.message(out -> {
            for (long size : dimensions) {
                out.writeByteArray(1, TinyOnnx.message(dimension -> {
                    if (size < 0) {
                        dimension.writeString(2, "N");
                    } else {
                        dimension.writeInt64(1, size);
                    }
                }));
            }
        });
        byte[] tensor = TinyOnnx.message(out -> {
            out.writeInt32(1, type);
            out.writeByteArray(2, shape);
        });
        return TinyOnnx.message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, TinyOnnx.message(kind -> kind.writeByteArray(1, tensor)));
        });
    }
}
