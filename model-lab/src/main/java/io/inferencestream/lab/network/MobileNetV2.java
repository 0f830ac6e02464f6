package io.inferencestream.lab.network;

import io.inferencestream.decode.image.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV2 at width 1 (Sandler et al., 2018, table 2), with ReLU where the paper cuts off at 6: as many parameters and
 * multiplications. 3.5 million parameters for a thousand classes; 300 million multiplications for 224x224 pixels.
 */
public final class MobileNetV2 {
    private static final int FIRST = 32;
    private static final int LAST = 1280;
    private static final List<Station> STATIONS = List.of(
            new Station(1, 16, 1, 1),
            new Station(6, 24, 2, 2),
            new Station(6, 32, 3, 2),
            new Station(6, 64, 4, 2),
            new Station(6, 96, 3, 1),
            new Station(6, 160, 3, 2),
            new Station(6, 320, 1, 1));

    private MobileNetV2() {}

    /**
     * Blocks that come one after the other with as many channels.
     *
     * @param expansion how many times more channels a block has inside
     * @param stride of the first of them
     */
    private record Station(int expansion, int channels, int blocks, int stride) {}

    /**
     * A new network.
     *
     * @param dropout before the dense layer; from 0 to below 1
     */
    public static Network of(ImageShape input, int classes, float dropout) {
        List<Layer> layers = new ArrayList<>(convolution(FIRST, 3, 2));
        layers.add(new Layer.Relu());
        int channels = FIRST;
        for (Station station : STATIONS) {
            for (int block = 0; block < station.blocks(); block++) {
                List<Layer> bottleneck = bottleneck(channels, station, block == 0 ? station.stride() : 1);
                if (block == 0) {
                    layers.addAll(bottleneck);
                } else {
                    layers.add(new Layer.Residual(bottleneck, List.of()));
                }
                channels = station.channels();
            }
        }
        layers.addAll(convolution(LAST, 1, 1));
        layers.add(new Layer.Relu());
        layers.add(new Layer.GlobalAveragePool());
        layers.add(new Layer.Dropout(dropout));
        layers.add(new Layer.Dense(classes));
        return new Network(input, layers);
    }

    private static List<Layer> bottleneck(int channels, Station station, int stride) {
        List<Layer> layers = new ArrayList<>();
        if (station.expansion() > 1) {
            layers.addAll(convolution(channels * station.expansion(), 1, 1));
            layers.add(new Layer.Relu());
        }
        layers.add(new Layer.Depthwise(3, stride, false));
        layers.add(new Layer.BatchNorm());
        layers.add(new Layer.Relu());
        layers.addAll(convolution(station.channels(), 1, 1));
        return layers;
    }

    private static List<Layer> convolution(int filters, int side, int stride) {
        return List.of(new Layer.Convolution(filters, side, stride, false), new Layer.BatchNorm());
    }
}
