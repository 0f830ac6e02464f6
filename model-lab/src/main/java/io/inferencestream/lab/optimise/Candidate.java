package io.inferencestream.lab.optimise;

import io.inferencestream.lab.export.ExportFormat;
import io.inferencestream.lab.network.TrainedNetwork;

/**
 * A form of the network that may be published in its stead.
 *
 * @param name that tells what was done, {@code pruned-25-int8}
 * @param network that is written
 * @param format it is written in
 */
public record Candidate(String name, TrainedNetwork network, ExportFormat format) {}
