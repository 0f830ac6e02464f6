package io.inferencestream.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where things are, and how contestants' JVMs run: the same for every command. */
final class Places {
    private static final String HOME = "inference.stream.home";

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            description = "folder with mobilenet_v2/, photos/ and crayfish/, which are not in this repository")
    private @Nullable Path shared;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "keeps what has been measured, logs and state; a run that was cut off goes on from there"
                    + " (default: bench/target/work in the project)")
    private @Nullable Path work;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "every contestant's heap" + " (${DEFAULT-VALUE})")
    private String heap = "1g";

    @Option(
            names = "--java-option",
            paramLabel = "OPTION",
            description = "one more option of every contestant's JVM, such as -XX:+UseZGC")
    private List<String> javaOptions = new ArrayList<>();

    /** The project's folder. */
    Path home() {
        return Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
    }

    @Nullable
    Path shared() {
        return shared == null ? null : shared.toAbsolutePath().normalize();
    }

    Path work() {
        Path folder = work == null ? home().resolve("bench/target/work") : work.toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> javaOptions() {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap));
        options.addAll(javaOptions);
        return options;
    }
}
