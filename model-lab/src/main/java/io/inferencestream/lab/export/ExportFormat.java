package io.inferencestream.lab.export;

import io.inferencestream.lab.graph.InferenceGraph;
import io.inferencestream.lab.graph.Precision;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.onnx.Calibration;
import io.inferencestream.lab.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** As what a trained network can be written. */
public enum ExportFormat {
    /** TensorFlow's, in float32. */
    SAVEDMODEL("tensorflow", true),
    /** TensorFlow's, in bfloat16. */
    BFLOAT16("tensorflow", false),
    /** ONNX, in float32. */
    ONNX("onnxruntime", true),
    /** ONNX, statically quantised to eight bits, a scale for each channel. */
    INT8("onnxruntime", false);

    /** Name of an ONNX file in a version's folder. */
    static final String ONNX_FILE = "model.onnx";

    private final String engine;
    private final boolean isExact;

    ExportFormat(String engine, boolean isExact) {
        this.engine = engine;
        this.isExact = isExact;
    }

    /** Name of the engine that loads it. */
    public String engine() {
        return engine;
    }

    /** Whether it computes what the network does, but for rounding. */
    public boolean isExact() {
        return isExact;
    }

    /** As it is spelled on the command line. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All spellings. */
    public static List<String> spellings() {
        return Arrays.stream(values()).map(ExportFormat::spelling).toList();
    }

    /** What of a version's folder an engine loads. */
    Path payload(Path folder) {
        return engine.equals("tensorflow") ? folder : folder.resolve(ONNX_FILE);
    }

    /** What a card says of the format. */
    String description() {
        return switch (this) {
            case SAVEDMODEL -> "SavedModel, float32";
            case BFLOAT16 -> "SavedModel, bfloat16";
            case ONNX -> "ONNX, float32, opset " + OnnxWriter.OPSET;
            case INT8 -> "ONNX, INT8 QDQ static per channel, opset " + OnnxWriter.OPSET;
        };
    }

    /**
     * Writes a network into an existing folder.
     *
     * @param calibration asked for only if the format needs it
     */
    void write(TrainedNetwork trained, Supplier<Calibration> calibration, Path folder) throws IOException {
        switch (this) {
            case SAVEDMODEL -> writeSavedModel(trained, Precision.FLOAT32, folder);
            case BFLOAT16 -> writeSavedModel(trained, Precision.BFLOAT16, folder);
            case ONNX -> Files.write(folder.resolve(ONNX_FILE), OnnxWriter.floats(trained));
            case INT8 -> Files.write(folder.resolve(ONNX_FILE), OnnxWriter.int8(trained, calibration.get()));
        }
    }

    private static void writeSavedModel(TrainedNetwork trained, Precision precision, Path folder) throws IOException {
        try (InferenceGraph graph = new InferenceGraph(trained, precision)) {
            SavedModelWriter.write(graph, folder);
        }
    }
}
