package io.inferencestream.stream.cli;

import io.inferencestream.stream.config.StreamSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a configuration with every key. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description = "Prints every key of the configuration with its meaning and its default.")
final class ReferenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(StreamSettings.reference());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
