package io.inferencestream.lab.onnx;

import io.inferencestream.lab.network.Stage;
import java.util.List;

/**
 * Writes pairs of QuantizeLinear and DequantizeLinear around every operation, which ONNX Runtime fuses to operations on
 * bytes: activations are uint8 with a scale for each tensor, kernels int8 with a scale for each channel that comes out,
 * biases int32.
 *
 * <p>Kernels use seven of the eight bits. On processors that add products of bytes in pairs of 16 bits (AVX2 and AVX-512
 * without VNNI), eight would overflow, and the model would compute something else there than here.
 */
final class QuantisedArithmetic implements Arithmetic {
    private static final int LARGEST_WEIGHT = 63;
    private static final float SMALLEST = 1e-9f;

    private final OnnxGraph graph;
    private final Calibration calibration;
    private float[] biasScales = {};

    QuantisedArithmetic(OnnxGraph graph, Calibration calibration) {
        this.graph = graph;
        this.calibration = calibration;
    }

    @Override
    public Value pixels(String transposed) {
        return new Value(dequantised("pixels", transposed, Quantum.PIXELS), Quantum.PIXELS);
    }

    @Override
    public String kernel(String name, List<Integer> shape, int axis, float[] values, Value input) {
        int channels = shape.get(axis);
        int stride = 1;
        for (int d = axis + 1; d < shape.size(); d++) {
            stride *= shape.get(d);
        }
        float[] scales = new float[channels];
        for (int i = 0; i < values.length; i++) {
            int channel = i / stride % channels;
            scales[channel] = Math.max(scales[channel], Math.max(SMALLEST, Math.abs(values[i]) / LARGEST_WEIGHT));
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.round(values[i] / scales[i / stride % channels]);
        }
        rememberBiasScales(scales, input);
        String weights = graph.signedBytes(name + "_int8", shape, bytes);
        String scale = graph.floats(name + "_scale", List.of(channels), scales);
        String zero = graph.signedBytes(name + "_zero", List.of(channels), new byte[channels]);
        return graph.node("DequantizeLinear", name, List.of(weights, scale, zero), OnnxGraph.attribute("axis", axis));
    }

    private void rememberBiasScales(float[] scales, Value input) {
        if (input.quantum() == null) {
            throw new IllegalStateException("a weighing layer's input must be quantised: " + input.name());
        }
        biasScales = new float[scales.length];
        for (int c = 0; c < scales.length; c++) {
            biasScales[c] = scales[c] * input.quantum().scale();
        }
    }

    @Override
    public String bias(String name, float[] values) {
        int[] rounded = new int[values.length];
        for (int c = 0; c < values.length; c++) {
            rounded[c] = (int) Math.max(
                    Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Math.round((double) values[c] / biasScales[c])));
        }
        String weights = graph.integers(name + "_int32", List.of(values.length), rounded);
        String scale = graph.floats(name + "_scale", List.of(values.length), biasScales);
        String zero = graph.integers(name + "_zero", List.of(values.length), new int[values.length]);
        return graph.node("DequantizeLinear", name, List.of(weights, scale, zero), OnnxGraph.attribute("axis", 0));
    }

    @Override
    public Value result(Stage stage, String name) {
        return through(name, Quantum.of(calibration.of(stage)));
    }

    @Override
    public Value same(String name, Value input) {
        return input.quantum() == null ? new Value(name, null) : through(name, input.quantum());
    }

    private Value through(String name, Quantum quantum) {
        String bytes =
                graph.node("QuantizeLinear", name + "_q", List.of(name, scale(name, quantum), zero(name, quantum)));
        return new Value(dequantised(name + "_dq", bytes, quantum), quantum);
    }

    private String dequantised(String name, String bytes, Quantum quantum) {
        return graph.node("DequantizeLinear", name, List.of(bytes, scale(name, quantum), zero(name, quantum)));
    }

    private String scale(String name, Quantum quantum) {
        return graph.floats(name + "_scale", List.of(), quantum.scale());
    }

    private String zero(String name, Quantum quantum) {
        return graph.unsignedBytes(name + "_zero", List.of(), (byte) quantum.zeroPoint());
    }
}
