package io.inferencestream.stream.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks settings, cluster, registry and models without reading a record. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks settings, cluster, registry and models; reads and writes no record.")
final class CheckCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The stream's settings, as YAML.")
    private Path config = Path.of("");

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(config.toString());
    }
}
