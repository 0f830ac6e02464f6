package io.inferencestream.chaos.process;

import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Processes that start quickly and take little, since several of them share a machine. */
public final class SmallJvm {
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+IgnoreUnrecognizedVMOptions");

    private SmallJvm() {}

    /** Starts one with this process's class path. */
    public static ForkedJvm start(
            Path log, Map<String, String> systemProperties, String mainClass, List<String> arguments) {
        List<String> options = new ArrayList<>(OPTIONS);
        systemProperties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return ForkedJvm.start(log, ForkedJvm.ownClassPath(), options, mainClass, arguments);
    }
}
