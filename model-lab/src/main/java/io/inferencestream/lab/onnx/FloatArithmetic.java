package io.inferencestream.lab.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.inferencestream.lab.network.Stage;
import java.util.List;

/** Computes in float32. */
final class FloatArithmetic implements Arithmetic {
    private final OnnxGraph graph;

    FloatArithmetic(OnnxGraph graph) {
        this.graph = graph;
    }

    @Override
    public Value pixels(String transposed) {
        String floats = graph.node(
                "Cast",
                "pixels",
                List.of(transposed),
                OnnxGraph.attribute("to", TensorProto.DataType.FLOAT.getNumber()));
        String factor = graph.floats("pixel_scale", List.of(), 1f / 255);
        return new Value(graph.node("Mul", "scaled", List.of(floats, factor)), null);
    }

    @Override
    public String kernel(String name, List<Integer> shape, int axis, float[] values, Value input) {
        return graph.floats(name, shape, values);
    }

    @Override
    public String bias(String name, float[] values) {
        return graph.floats(name, List.of(values.length), values);
    }

    @Override
    public Value result(Stage stage, String name) {
        return new Value(name, null);
    }

    @Override
    public Value same(String name, Value input) {
        return new Value(name, null);
    }
}
