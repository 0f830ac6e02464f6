package io.inferencestream.chaos.process;

import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.topology.TopologyParts;
import java.nio.file.Path;
import java.util.Map;

/** The control: the same stream without its commit barrier, which loses records and so shows that the proof can fail. */
public final class WithoutBarrier {
    private WithoutBarrier() {}

    /**
     * Runs it until SIGTERM.
     *
     * @param arguments as for {@code inference-stream}: {@code run --config FILE}
     */
    public static void main(String[] arguments) throws Exception {
        StreamSettings settings = StreamSettings.load(Path.of(arguments[2]), Map.of());
        StreamApp app = StreamApp.start(settings, outcome -> {}, TopologyParts::withoutBarrier);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            app.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "end"));
        Runtime.getRuntime().halt(app.awaitEnd().code());
    }
}
