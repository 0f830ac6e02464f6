package io.inferencestream.stream.cli;

import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.settings.Configuration;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.stream.app.Preparation;
import io.inferencestream.stream.config.StreamSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks settings, cluster, registry and models without reading a record. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks settings, cluster, registry and models; reads and writes no record.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the stream can start", "1:it cannot: every problem is named", "2:wrong usage"})
final class CheckCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckCommand.class);

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The stream's settings, as YAML.")
    private Path config = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            String yaml = Configuration.text(config);
            StreamSettings settings = StreamSettings.parse(yaml, System.getenv());
            out.print(StreamSettings.inEffect(yaml, System.getenv()));
            out.println();
            Preparation preparation = Preparation.rehearse(settings);
            preparation.report().findings().forEach(out::println);
            preparation.describedModels().forEach(line -> out.println("model " + line));
            if (!preparation.loadedModels().isEmpty()) {
                out.println("models: " + preparation.loadedModels());
            }
            boolean isPassed = preparation.report().isPassed();
            out.println(isPassed ? "The stream can start." : "The stream cannot start.");
            return (isPassed ? ExitReason.STOPPED : ExitReason.NOT_STARTED).code();
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitReason.NOT_STARTED.code();
        } catch (RuntimeException e) { // the top of the command: a fault of the check is told in a sentence too
            LOG.atDebug().setCause(e).log("The check failed");
            spec.commandLine()
                    .getErr()
                    .println("The check failed: " + e
                            + ". With the logger io.inferencestream at DEBUG the log says where.");
            return ExitReason.NOT_STARTED.code();
        }
    }
}
