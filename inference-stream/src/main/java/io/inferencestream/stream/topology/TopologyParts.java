package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.kit.lifecycle.RecordsInHand;
import io.inferencestream.stream.event.DeadLetters;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.stream.event.PredictionWriter;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a topology is made of.
 *
 * @param pipeline shared by all tasks
 * @param router finds the model an event asks for
 * @param servedElsewhere whether a record waits for a model that is not served here
 * @param readers makes a reader for each task
 * @param writers makes a writer for each task
 * @param deadLetters makes dead letters
 * @param outputs where outcomes go
 * @param rejectList records that an operator has given up
 * @param limits bounds
 * @param inHand told which record each stream thread works on
 * @param observer sees records come and go
 * @param trace follows records
 * @param barrierEnabled false only in the control run that shows what happens without: records are lost
 */
public record TopologyParts(
        InferencePipeline pipeline,
        ModelRouter router,
        ServedElsewhere servedElsewhere,
        Supplier<EventReader> readers,
        Supplier<PredictionWriter> writers,
        DeadLetters deadLetters,
        Outputs outputs,
        Set<RecordId> rejectList,
        TopologyLimits limits,
        RecordsInHand inHand,
        RecordObserver observer,
        RecordTrace trace,
        boolean barrierEnabled) {

    public TopologyParts {
        rejectList = Set.copyOf(rejectList);
    }

    /** The same parts without the barrier, to show that the proof can fail. */
    public TopologyParts withoutBarrier() {
        return with(observer, trace, false);
    }

    /** The same parts, seen and followed by these instead. */
    public TopologyParts watchedBy(RecordObserver newObserver, RecordTrace newTrace) {
        return with(newObserver, newTrace, barrierEnabled);
    }

    private TopologyParts with(RecordObserver newObserver, RecordTrace newTrace, boolean isBarrierEnabled) {
        return new TopologyParts(
                pipeline,
                router,
                servedElsewhere,
                readers,
                writers,
                deadLetters,
                outputs,
                rejectList,
                limits,
                inHand,
                newObserver,
                newTrace,
                isBarrierEnabled);
    }
}
