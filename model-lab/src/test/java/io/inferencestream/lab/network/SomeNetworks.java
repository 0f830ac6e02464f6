package io.inferencestream.lab.network;

import io.inferencestream.decode.image.ImageShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Networks with weights, as if trained, in which every kind of layer stands. */
public final class SomeNetworks {
    private SomeNetworks() {}

    /** Ends in global average pooling; blocks, strides, depthwise convolutions, both activations. */
    public static Network averaged(ImageShape input, int classes) {
        return new Network(
                input,
                List.of(
                        new Layer.Convolution(6, 3, 2, false),
                        new Layer.BatchNorm(),
                        new Layer.Silu(),
                        new Layer.Residual(
                                List.of(
                                        new Layer.Convolution(8, 3, false),
                                        new Layer.BatchNorm(),
                                        new Layer.Relu(),
                                        new Layer.Depthwise(3, 1, false),
                                        new Layer.BatchNorm(),
                                        new Layer.Convolution(6, 1, true)),
                                List.of()),
                        new Layer.Relu(),
                        new Layer.Residual(
                                List.of(new Layer.Convolution(10, 3, 2, false), new Layer.BatchNorm()),
                                List.of(new Layer.Convolution(10, 1, 2, true))),
                        new Layer.Relu(),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dropout(0.2f),
                        new Layer.Dense(classes)));
    }

    /** Ends in dense layers over a flattened map. */
    public static Network flattened(ImageShape input, int classes) {
        return CompactCnn.of(input, classes);
    }

    /** Start weights, with norms that are not trivial. */
    public static TrainedNetwork withWeights(Network network, long seed) {
        Weights start = Weights.initial(network, seed);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            float[] numbers = start.get(spec.name());
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += 0.2f * (float) random.nextDouble();
            }
            arrays.put(spec.name(), numbers);
        }
        return new TrainedNetwork(network, new Weights(arrays));
    }
}
