package io.inferencestream.chaos;

import io.inferencestream.chaos.process.Fleet;
import io.inferencestream.chaos.process.Instance;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells instances to end, and keeps what went wrong with it. Thread-safe. */
final class Endings {
    private static final int NOT_STARTED = 1;
    private static final int ENGINE_FAILED = 4;

    private final Fleet fleet;
    private final Consumer<String> chronicle;
    private final List<String> faults = new CopyOnWriteArrayList<>();

    Endings(Fleet fleet, Consumer<String> chronicle) {
        this.fleet = fleet;
        this.chronicle = chronicle;
    }

    /** SIGTERM while other things happen; the instance has left the fleet when this returns. */
    void terminate(Instance instance) throws InterruptedException {
        boolean wasAlive = instance.jvm().isAlive();
        boolean hasStarted = instance.hasPartitions();
        int code = fleet.terminate(instance);
        chronicle.accept(instance.name() + " ended with " + code + " when told to");
        if (wasAlive && !isExcused(code, hasStarted)) {
            faults.add(instance.name() + " ended with " + code + " on SIGTERM");
        }
    }

    /** What else happens at the same time may be quicker: a kill, an engine that breaks, a start that is refused. */
    private static boolean isExcused(int code, boolean hasStarted) {
        return switch (code) {
            case 0, ForkedJvm.KILLED -> true;
            case ENGINE_FAILED -> true;
            case NOT_STARTED, ForkedJvm.TERMINATED -> !hasStarted;
            default -> false;
        };
    }

    /** SIGTERM to all: each has to answer and commit what is pending, and exit 0; one that still starts may exit 143. */
    void terminateAll() throws InterruptedException {
        for (Instance instance : fleet.members()) {
            boolean hasStarted = instance.hasPartitions();
            int code = fleet.terminate(instance);
            if (code != 0 && (hasStarted || code != ForkedJvm.TERMINATED)) {
                faults.add(instance.name() + " ended with " + code + " on the last SIGTERM");
            }
        }
    }

    /** Keeps another fault. */
    void fault(String what) {
        faults.add(what);
    }

    /** What instances did that they should not have: such as not to end when they were told to. */
    List<String> faults() {
        return List.copyOf(faults);
    }
}
