package io.inferencestream.djl.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an ONNX file says of itself.
 *
 * @param irVersion of the format; 0 if the file does not say
 * @param producer who wrote it, with the version, or blank
 * @param opsets version by domain; the empty domain is ONNX's own
 * @param operators names by domain
 * @param tensorTypes numbers of the types of weights and constants, as in {@code TensorProto.DataType}
 * @param externalData files with weights, by their paths beside the model
 * @param localDomains domains of functions that the file itself defines
 */
public record OnnxFile(
        long irVersion,
        String producer,
        Map<String, Long> opsets,
        Map<String, TreeSet<String>> operators,
        TreeSet<Long> tensorTypes,
        TreeSet<String> externalData,
        TreeSet<String> localDomains) {

    /**
     * Reads a file, which may have 2 GiB: its structure, not its weights.
     *
     * @throws MalformedOnnxException if it is no ONNX model, or cut off
     */
    public static OnnxFile read(Path file) throws IOException, MalformedOnnxException {
        return of(map(file));
    }

    static OnnxFile of(ByteBuffer model) throws MalformedOnnxException {
        return new OnnxScan().model(model);
    }

    static ByteBuffer map(Path file) throws IOException, MalformedOnnxException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() == 0) {
                throw new MalformedOnnxException("it is empty");
            }
            if (channel.size() > Integer.MAX_VALUE) {
                throw new MalformedOnnxException("it has " + channel.size() + " bytes, more than ONNX allows");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    /** In one line: version of the format, opsets, and who wrote it. */
    public String summary() {
        StringBuilder summary = new StringBuilder("IR version " + irVersion);
        new TreeMap<>(opsets)
                .forEach((domain, version) ->
                        summary.append(", opset ").append(version).append(domain.isEmpty() ? "" : " of " + domain));
        return summary.append(producer.isBlank() ? "" : ", written by " + producer)
                .toString();
    }
}
