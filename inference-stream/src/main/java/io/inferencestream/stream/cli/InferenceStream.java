package io.inferencestream.stream.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The stream's command line. */
@Command(
        name = "inference-stream",
        mixinStandardHelpOptions = true,
        version = "inference-stream 0.1.0",
        description = "Images in, predictions out, exactly once.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TopicsCommand.class,
            DeadLettersCommand.class,
            ResetCommand.class,
            ReferenceCommand.class
        })
public final class InferenceStream {
    private static final String LOGGING = "logback.configurationFile";

    private InferenceStream() {}

    /** Runs a command; the process's exit code is the command's. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/inferencestream/stream/cli/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new InferenceStream());
    }
}
