package io.inferencestream.stream.cli;

import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.settings.Configuration;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.stream.app.Preparation;
import io.inferencestream.stream.config.StreamSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            Preparation preparation = Preparation.check(settings);
            for (Finding finding : preparation.report().findings()) {
                out.println(finding);
            }
            if (!preparation.report().isPassed()) {
                out.println("The stream cannot start. Its models were not loaded.");
                return ExitReason.NOT_STARTED.code();
            }
            out.println("models: " + preparation.tryModels());
            out.println("The stream can start.");
            return ExitReason.STOPPED.code();
        } catch (SettingsException | StartupException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitReason.NOT_STARTED.code();
        }
    }
}
