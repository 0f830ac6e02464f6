package io.inferencestream.kit.check;

import static io.inferencestream.kit.check.Finding.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;

/**
 * Whether this process can read and write every compression that producers may choose. Some are native libraries, which
 * are unpacked into the temporary directory at their first use: a stream would fail at the first batch that needs one.
 */
public final class CodecCheck {
    private static final byte[] DATA = {1, 2, 3, 4};

    private CodecCheck() {}

    /** Tries each. */
    public static List<Finding> run() {
        List<String> broken = new ArrayList<>();
        List<String> causes = new ArrayList<>();
        for (CompressionType type : CompressionType.values()) {
            try {
                pass(Compression.of(type).build());
            } catch (KafkaException | IOException e) {
                broken.add(type.name);
                causes.add(String.valueOf(e.getCause() == null ? e : e.getCause()));
            }
        }
        return broken.isEmpty()
                ? List.of()
                : List.of(problem(
                        "java.io.tmpdir",
                        System.getProperty("java.io.tmpdir") + " does not take the native libraries of "
                                + String.join(", ", broken)
                                + ", so batches that are compressed so cannot be read: " + causes.get(0),
                        "Name a directory that can be written to and is not mounted noexec: -Djava.io.tmpdir=DIRECTORY"
                                + " in INFERENCE_STREAM_OPTS."));
    }

    private static void pass(Compression compression) throws IOException {
        ByteBufferOutputStream packed = new ByteBufferOutputStream(1024);
        try (OutputStream out = compression.wrapForOutput(packed, RecordBatch.CURRENT_MAGIC_VALUE)) {
            out.write(DATA);
        }
        ByteBuffer bytes = packed.buffer();
        bytes.flip();
        try (InputStream in =
                compression.wrapForInput(bytes, RecordBatch.CURRENT_MAGIC_VALUE, BufferSupplier.NO_CACHING)) {
            if (in.readNBytes(DATA.length).length != DATA.length) {
                throw new IOException("it gives back less than it took");
            }
        }
    }
}
