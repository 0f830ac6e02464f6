package io.inferencestream.lab.network;

import io.inferencestream.decode.image.ImageShape;
import java.util.ArrayList;
import java.util.List;

/** The lab's network for small images: three stations of convolutions, each halved by pooling, and a dense head. */
public final class CompactCnn {
    private static final float DROPOUT = 0.25f;
    private static final int HIDDEN_UNITS = 128;

    private CompactCnn() {}

    /** A new network for images of at least 8x8 pixels. */
    public static Network of(ImageShape input, int classes) {
        List<Layer> layers = new ArrayList<>();
        addConvolution(layers, 24);
        layers.add(new Layer.MaxPool(2));
        addConvolution(layers, 48);
        addConvolution(layers, 48);
        layers.add(new Layer.MaxPool(2));
        addConvolution(layers, 96);
        layers.add(new Layer.MaxPool(2));
        layers.add(new Layer.Flatten());
        layers.add(new Layer.Dropout(DROPOUT));
        layers.add(new Layer.Dense(HIDDEN_UNITS));
        layers.add(new Layer.Relu());
        layers.add(new Layer.Dropout(DROPOUT));
        layers.add(new Layer.Dense(classes));
        return new Network(input, layers);
    }

    private static void addConvolution(List<Layer> layers, int filters) {
        layers.add(new Layer.Convolution(filters, 3, false));
        layers.add(new Layer.BatchNorm());
        layers.add(new Layer.Relu());
    }
}
