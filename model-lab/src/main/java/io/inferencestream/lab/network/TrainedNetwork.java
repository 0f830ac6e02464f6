package io.inferencestream.lab.network;

/**
 * A network with the numbers it computes with.
 *
 * @param network the layers
 * @param weights holds every array that the network names, of its size
 */
public record TrainedNetwork(Network network, Weights weights) {
    public TrainedNetwork {
        for (WeightSpec spec : network.weights()) {
            int length = weights.get(spec.name()).length;
            if (length != spec.size()) {
                throw new IllegalArgumentException(spec.name() + " must hold " + spec.size() + " numbers: " + length);
            }
        }
    }
}
