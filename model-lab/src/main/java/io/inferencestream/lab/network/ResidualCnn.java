package io.inferencestream.lab.network;

import io.inferencestream.decode.image.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The lab's better network for small images: convolutions that halve the map and double the channels, each followed by
 * a residual block, then each channel's mean and one dense layer, so that class activation maps come for free.
 */
public final class ResidualCnn {
    private static final int STATIONS = 3;

    private ResidualCnn() {}

    /**
     * A new network.
     *
     * @param width channels of the first convolution; at least 1
     * @param dropout before the dense layer; from 0 to below 1
     */
    public static Network of(ImageShape input, int classes, int width, float dropout) {
        List<Layer> layers = new ArrayList<>(convolution(width, 1));
        layers.add(new Layer.Relu());
        int channels = width;
        for (int station = 0; station < STATIONS; station++) {
            channels *= 2;
            layers.addAll(convolution(channels, 2));
            layers.add(new Layer.Relu());
            layers.add(block(channels));
            layers.add(new Layer.Relu());
        }
        layers.add(new Layer.GlobalAveragePool());
        layers.add(new Layer.Dropout(dropout));
        layers.add(new Layer.Dense(classes));
        return new Network(input, layers);
    }

    private static Layer block(int channels) {
        List<Layer> body = new ArrayList<>(convolution(channels, 1));
        body.add(new Layer.Relu());
        body.addAll(convolution(channels, 1));
        return new Layer.Residual(body, List.of());
    }

    private static List<Layer> convolution(int filters, int stride) {
        return List.of(new Layer.Convolution(filters, 3, stride, false), new Layer.BatchNorm());
    }
}
