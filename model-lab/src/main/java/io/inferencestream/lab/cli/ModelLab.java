package io.inferencestream.lab.cli;

import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.evaluate.UnusableModelException;
import io.inferencestream.lab.export.ParityException;
import io.inferencestream.lab.kafka.StreamException;
import io.inferencestream.lab.optimise.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code model-lab}. */
@Command(
        name = "model-lab",
        mixinStandardHelpOptions = true,
        version = "model-lab 0.1.0",
        description = "From labelled images to a versioned model, in Java.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DataCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            OptimiseCommand.class,
            ExportCommand.class,
            ExplainCommand.class,
            ModelsCommand.class,
            SampleCommand.class,
            UntrainedCommand.class
        })
public final class ModelLab {
    private static final String LOGGING = "logback.configurationFile";

    private ModelLab() {}

    /** Ends the process: 0 when done, 1 when it cannot be done, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        // Before the first logger is asked for; a configuration that the user names goes before ours.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/inferencestream/lab/cli/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ModelLab())
                .setExecutionExceptionHandler((problem, command, parsed) -> explain(problem, command.getErr()));
    }

    /** A person's mistake is a sentence, ours is a stack trace. */
    private static int explain(Exception problem, PrintWriter err) {
        if (problem instanceof DataException
                || problem instanceof UnusableModelException
                || problem instanceof ParityException
                || problem instanceof RefusedException
                || problem instanceof StreamException
                || problem instanceof ModelRepositoryException) {
            err.println("model-lab: " + problem.getMessage());
        } else if (problem instanceof FileAlreadyExistsException exists && exists.getReason() != null) {
            err.println("model-lab: " + exists.getMessage());
        } else if (problem instanceof IOException) {
            String kind =
                    problem instanceof FileSystemException ? problem.getClass().getSimpleName() + ": " : "";
            err.println("model-lab: " + kind + problem.getMessage());
        } else {
            problem.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
