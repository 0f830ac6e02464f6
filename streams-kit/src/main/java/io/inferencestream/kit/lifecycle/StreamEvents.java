package io.inferencestream.kit.lifecycle;

import java.time.Duration;

/** Told what befalls the stream as a whole. Thread-safe. */
public interface StreamEvents {

    /** An outage has paused the stream. */
    void paused();

    /** The outage is over. */
    void resumed(Duration lasted);

    /** A stream thread has died, and not of an outage. */
    void threadDied();
}
