package io.inferencestream.bench.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that starts when it is needed, serves all that is measured, and is warm before the first: a broker that has
 * just started compiles its code for a minute, and whoever came first would share the machine with that.
 */
final class WarmCluster implements AutoCloseable {
    /** What a broker is warmed up with. */
    interface WarmUp {
        void run() throws InterruptedException;
    }

    private final Path work;
    private @Nullable Cluster cluster;
    private boolean isWarm;

    WarmCluster(Path work) {
        this.work = work;
    }

    Cluster get() throws InterruptedException {
        Cluster running = cluster;
        if (running == null) {
            running = Cluster.start(work);
            cluster = running;
        }
        return running;
    }

    void warmUp(WarmUp warmUp) throws InterruptedException {
        if (!isWarm) {
            warmUp.run();
            isWarm = true;
        }
    }

    @Override
    public void close() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
