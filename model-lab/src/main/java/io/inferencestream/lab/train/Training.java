package io.inferencestream.lab.train;

import io.inferencestream.lab.network.TrainedNetwork;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A run that is done.
 *
 * @param best the network as it was after its best epoch
 * @param history every epoch, at least one
 * @param goal what the best was chosen by
 */
public record Training(TrainedNetwork best, List<EpochReport> history, TrainingSettings.Goal goal) {
    public Training {
        history = List.copyOf(history);
    }

    /** The report of the best epoch: the first of equals. */
    public EpochReport bestEpoch() {
        return best(history, goal);
    }

    /** Time for all training steps. */
    public Duration took() {
        return history.stream().map(EpochReport::took).reduce(Duration.ZERO, Duration::plus);
    }

    static EpochReport best(List<EpochReport> history, TrainingSettings.Goal goal) {
        return history.stream()
                .max(Comparator.<EpochReport>comparingDouble(report -> report.reached(goal))
                        .thenComparing(
                                Comparator.comparingInt(EpochReport::epoch).reversed()))
                .orElseThrow();
    }
}
