package io.inferencestream.stream.cli;

import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.stream.config.StreamSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a stream until it is told to end, or fails. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the stream until SIGTERM or Ctrl-C, which answer and commit what is pending and exit 0.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:ended when told to",
            "1:could not start: the message says what is wrong and what to do",
            "2:wrong usage",
            "3:the stream failed again and again",
            "4:the engine or its device is broken, or hangs"
        })
final class RunCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The stream's settings, as YAML.")
    private Path config = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Termination termination = Termination.armed();
        StreamApp app;
        try {
            StreamSettings settings = StreamSettings.load(config, System.getenv());
            app = StreamApp.prepare(settings, outcome -> {});
        } catch (SettingsException | StartupException e) {
            termination.disarm();
            spec.commandLine().getErr().println(e.getMessage());
            return ExitReason.NOT_STARTED.code();
        } catch (RuntimeException e) {
            termination.disarm(); // the process fails by itself: its status must not be that of a process told to end
            throw e;
        }
        termination.covers(app);
        app.run();
        ExitReason reason = app.awaitEnd();
        if (reason == ExitReason.STOPPED) {
            TimeUnit.MINUTES.sleep(1); // the termination is at it, and halts the process
        }
        closeInTime(app, reason); // told to end meanwhile, the termination waits for it and reports the failure
        return reason.code();
    }

    /** A broken engine may not let go: the exit code must come all the same. */
    private static void closeInTime(StreamApp app, ExitReason reason) throws InterruptedException {
        Thread closing = new Thread(app::close, "close");
        closing.setDaemon(true);
        closing.start();
        closing.join(TimeUnit.SECONDS.toMillis(30));
        if (closing.isAlive()) {
            Runtime.getRuntime().halt(reason.code());
        }
    }
}
