package io.inferencestream.stream.app;

import io.inferencestream.kit.health.Readiness;
import io.inferencestream.kit.lifecycle.Closings;
import io.inferencestream.kit.lifecycle.Ending;
import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.observe.Observation;
import io.inferencestream.stream.topology.EmissionObserver;
import io.inferencestream.stream.topology.TopologyParts;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;

/**
 * One running stream: prepared by {@link StreamStart}, and ended in reverse.
 *
 * <p>Thread-safe.
 */
public final class StreamApp implements AutoCloseable {
    private final Readiness readiness;
    private final Ending ending;
    private final Observation observation;
    private final List<Runnable> starts;
    private final Object closing = new Object();
    private final Closings open;

    StreamApp(Readiness readiness, Ending ending, Observation observation, List<Runnable> starts, Closings open) {
        this.readiness = readiness;
        this.ending = ending;
        this.observation = observation;
        this.starts = List.copyOf(starts);
        this.open = open;
    }

    /**
     * Starts a stream: reads nothing until models are warm and everything it needs has been seen to work.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static StreamApp start(StreamSettings settings, EmissionObserver observer) throws StartupException {
        return start(settings, observer, UnaryOperator.identity());
    }

    /**
     * Starts a stream of other parts than its settings say; for controls, which show what happens without one.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static StreamApp start(
            StreamSettings settings, EmissionObserver observer, UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        StreamApp app = StreamStart.prepare(settings, observer, alteration);
        app.run();
        return app;
    }

    /**
     * Gets everything ready that a stream needs, and reads nothing yet: {@link #run} or {@link #close} is to follow.
     *
     * @throws StartupException if the stream cannot start; nothing is left running
     */
    public static StreamApp prepare(StreamSettings settings, EmissionObserver observer) throws StartupException {
        return StreamStart.prepare(settings, observer, UnaryOperator.identity());
    }

    /**
     * Reads, predicts and emits from now on; to be called once, and not after {@link #close}. What fails to start ends the
     * stream as a failure.
     */
    public void run() {
        try {
            starts.forEach(Runnable::run);
        } catch (KafkaException | IllegalStateException e) {
            ending.fail(ExitReason.STREAM_FAILED, e);
        }
    }

    /** Whether the stream is at work, and if not, why. */
    public Readiness readiness() {
        return readiness;
    }

    /** Where its metrics and health are served; empty where they are off. */
    public Optional<URI> observedAt() {
        return observation.address();
    }

    /** Waits until the stream has ended, by {@link #close} or by a failure. */
    public ExitReason awaitEnd() throws InterruptedException {
        return ending.await();
    }

    /**
     * Ends the stream: what is pending is answered and committed, the group is left, then models are freed. Takes at most
     * half a minute. Whoever comes second, when an engine breaks while the process is told to end, waits for the first.
     */
    @Override
    public void close() {
        synchronized (closing) {
            ending.stop();
            readiness.obstruct(Readiness.STARTING, "stopping");
            open.close();
            ending.complete();
        }
    }
}
