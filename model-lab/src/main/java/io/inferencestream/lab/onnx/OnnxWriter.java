package io.inferencestream.lab.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.inferencestream.lab.network.FeatureShape;
import io.inferencestream.lab.network.Folding;
import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.Weights;
import java.util.List;

/**
 * Writes a trained network as an ONNX file: uint8 images {@code [batch, rows, columns, channels]} in, probabilities out
 * and, of a network that ends in global average pooling, the class activation map. Names are those of the SavedModel.
 */
public final class OnnxWriter {
    /** Version of the operators that files are written for. */
    public static final int OPSET = OnnxGraph.OPSET;

    private static final String INPUT = "images";
    private static final String OUTPUT = "probabilities";
    private static final String ACTIVATION_MAP = "activation_map";

    private final OnnxGraph graph;
    private final Arithmetic arithmetic;
    private final Network network;
    private final Weights weights;

    private OnnxWriter(OnnxGraph graph, Arithmetic arithmetic, TrainedNetwork folded) {
        this.graph = graph;
        this.arithmetic = arithmetic;
        network = folded.network();
        weights = folded.weights();
    }

    /** A file that computes in float32. */
    public static byte[] floats(TrainedNetwork trained) {
        OnnxGraph graph = new OnnxGraph();
        return new OnnxWriter(graph, new FloatArithmetic(graph), Folding.fold(trained)).write();
    }

    /** A file that computes in eight bits, statically quantised by what the calibration saw. */
    public static byte[] int8(TrainedNetwork trained, Calibration calibration) {
        OnnxGraph graph = new OnnxGraph();
        return new OnnxWriter(graph, new QuantisedArithmetic(graph, calibration), Folding.fold(trained)).write();
    }

    private byte[] write() {
        int rows = network.input().height();
        int columns = network.input().width();
        graph.input(new OnnxGraph.Port(
                INPUT,
                TensorProto.DataType.UINT8,
                List.of(-1, rows, columns, network.input().channels())));
        String transposed =
                graph.node("Transpose", "transposed", List.of(INPUT), OnnxGraph.attribute("perm", List.of(0, 3, 1, 2)));
        Value scores = through(network.stages(), arithmetic.pixels(transposed), true);
        graph.node("Softmax", OUTPUT, List.of(scores.name()), OnnxGraph.attribute("axis", 1));
        graph.output(new OnnxGraph.Port(OUTPUT, TensorProto.DataType.FLOAT, List.of(-1, network.classes())));
        return graph.file();
    }

    /** @param isWhole whether the last stage is the network's last, whose scores nobody weighs again */
    private Value through(List<Stage> stages, Value input, boolean isWhole) {
        Value features = input;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (isWhole && network.endsInAverage() && stage.layer() instanceof Layer.GlobalAveragePool) {
                writeActivationMap(stages.get(stages.size() - 1), stage.input(), features);
            }
            boolean reluFollows = i + 1 < stages.size() && stages.get(i + 1).layer() instanceof Layer.Relu;
            boolean isLast = isWhole && i + 1 == stages.size();
            features = stage.layer().fold(new Step(stage, features, reluFollows || isLast));
        }
        return features;
    }

    private void writeActivationMap(Stage dense, FeatureShape map, Value features) {
        int classes = dense.output().channels();
        int channels = dense.input().channels();
        float[] kernel = Layouts.transposed(weights.get(dense.name() + ".kernel"), channels, classes);
        String cells = graph.node(
                "Conv",
                "activation_map_cells",
                List.of(
                        features.name(),
                        arithmetic.kernel(
                                "activation_map_kernel", List.of(classes, channels, 1, 1), 0, kernel, features),
                        arithmetic.bias("activation_map_bias", weights.get(dense.name() + ".bias"))));
        graph.node("Transpose", ACTIVATION_MAP, List.of(cells), OnnxGraph.attribute("perm", List.of(0, 2, 3, 1)));
        graph.output(new OnnxGraph.Port(
                ACTIVATION_MAP, TensorProto.DataType.FLOAT, List.of(-1, map.height(), map.width(), classes)));
    }

    private final class Step implements Layer.Cases<Value> {
        private final Stage stage;
        private final Value in;
        private final boolean isOpen;

        /** @param isOpen whether the result goes on as it is, to be fused with what follows */
        Step(Stage stage, Value in, boolean isOpen) {
            this.stage = stage;
            this.in = in;
            this.isOpen = isOpen;
        }

        @Override
        public Value convolution(Layer.Convolution layer) {
            int in = stage.input().channels();
            float[] kernel =
                    Layouts.outputFirst(weights.get(stage.name() + ".kernel"), layer.side(), in, layer.filters());
            return convolved(kernel, List.of(layer.filters(), in, layer.side(), layer.side()), layer.stride(), 1);
        }

        @Override
        public Value depthwise(Layer.Depthwise layer) {
            int channels = stage.input().channels();
            float[] kernel = Layouts.outputFirst(weights.get(stage.name() + ".kernel"), layer.side(), 1, channels);
            return convolved(kernel, List.of(channels, 1, layer.side(), layer.side()), layer.stride(), channels);
        }

        private Value convolved(float[] kernel, List<Integer> shape, int stride, int groups) {
            AttributeProto[] attributes = {
                OnnxGraph.attribute("kernel_shape", shape.subList(2, 4)),
                OnnxGraph.attribute("strides", List.of(stride, stride)),
                OnnxGraph.attribute("pads", Layouts.samePads(stage, shape.get(2), stride)),
                OnnxGraph.attribute("group", groups)
            };
            List<String> inputs = List.of(
                    in.name(),
                    arithmetic.kernel(stage.name() + "_kernel", shape, 0, kernel, in),
                    arithmetic.bias(stage.name() + "_bias", weights.get(stage.name() + ".bias")));
            return finished(graph.node("Conv", stage.name(), inputs, attributes));
        }

        @Override
        public Value dense(Layer.Dense layer) {
            List<Integer> shape = List.of(stage.input().channels(), layer.units());
            List<String> inputs = List.of(
                    in.name(),
                    arithmetic.kernel(stage.name() + "_kernel", shape, 1, weights.get(stage.name() + ".kernel"), in),
                    arithmetic.bias(stage.name() + "_bias", weights.get(stage.name() + ".bias")));
            return finished(graph.node("Gemm", stage.name(), inputs));
        }

        @Override
        public Value relu(Layer.Relu layer) {
            return finished(graph.node("Relu", stage.name(), List.of(in.name())));
        }

        @Override
        public Value silu(Layer.Silu layer) {
            String gate = graph.node("Sigmoid", stage.name() + "_gate", List.of(in.name()));
            return finished(graph.node("Mul", stage.name(), List.of(in.name(), gate)));
        }

        @Override
        public Value maxPool(Layer.MaxPool layer) {
            List<Integer> square = List.of(layer.side(), layer.side());
            String name = graph.node(
                    "MaxPool",
                    stage.name(),
                    List.of(in.name()),
                    OnnxGraph.attribute("kernel_shape", square),
                    OnnxGraph.attribute("strides", square));
            return arithmetic.same(name, in);
        }

        @Override
        public Value globalAveragePool(Layer.GlobalAveragePool layer) {
            String name = graph.node("GlobalAveragePool", stage.name() + "_map", List.of(in.name()));
            Value mean = arithmetic.result(stage, name);
            return arithmetic.same(flattened(mean.name(), stage.name()), mean);
        }

        @Override
        public Value flatten(Layer.Flatten layer) {
            String rowsFirst = graph.node(
                    "Transpose",
                    stage.name() + "_rows",
                    List.of(in.name()),
                    OnnxGraph.attribute("perm", List.of(0, 2, 3, 1)));
            return arithmetic.same(flattened(rowsFirst, stage.name()), in);
        }

        private String flattened(String tensor, String name) {
            return graph.node("Flatten", name, List.of(tensor), OnnxGraph.attribute("axis", 1));
        }

        @Override
        public Value residual(Layer.Residual layer) {
            Value body = through(stage.body(), in, false);
            Value shortcut = through(stage.shortcut(), in, false);
            return finished(graph.node("Add", stage.name(), List.of(body.name(), shortcut.name())));
        }

        @Override
        public Value batchNorm(Layer.BatchNorm layer) {
            throw new IllegalStateException("not folded: " + stage.name());
        }

        @Override
        public Value dropout(Layer.Dropout layer) {
            throw new IllegalStateException("not folded: " + stage.name());
        }

        private Value finished(String name) {
            return isOpen ? new Value(name, null) : arithmetic.result(stage, name);
        }
    }
}
