package io.inferencestream.lab.train;

/** Hears how a run goes, on the thread that trains. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * A step is done.
     *
     * @param done steps since the run's start
     * @param steps steps of the whole run
     * @param loss mean cross-entropy of the step's batch, in nats
     */
    default void stepped(int done, int steps, float loss) {}

    /** An epoch is done and validated. */
    default void finished(EpochReport report) {}
}
