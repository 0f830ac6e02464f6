package io.inferencestream.lab.train;

import io.inferencestream.lab.network.Weights;
import java.util.List;

/**
 * Where a run stands: all that it needs to go on as if it had never stopped.
 *
 * @param step steps that are done
 * @param lossSum of the steps of the epoch that is not finished
 * @param epochNanos time taken by those steps
 * @param weights of the network
 * @param memory what the optimizer remembers
 * @param best weights of the best epoch so far; those at the start before the first epoch is done
 * @param history of the epochs that are done
 */
public record Checkpoint(
        int step,
        double lossSum,
        long epochNanos,
        Weights weights,
        Weights memory,
        Weights best,
        List<EpochReport> history) {
    public Checkpoint {
        history = List.copyOf(history);
    }
}
