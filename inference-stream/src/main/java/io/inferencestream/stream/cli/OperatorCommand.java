package io.inferencestream.stream.cli;

import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.stream.config.StreamSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators' commands have in common: settings, and a message instead of a stack trace. Exits 0, 1 or 2. */
abstract class OperatorCommand implements Callable<Integer> {
    static final int DONE = ExitReason.STOPPED.code();
    static final int NOT_DONE = ExitReason.NOT_STARTED.code();

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Does it; returns {@link #DONE}, or {@link #NOT_DONE} once it has said why. */
    abstract int run(StreamSettings settings) throws InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run(config.load());
        } catch (SettingsException e) {
            err().println(e.getMessage());
            return NOT_DONE;
        } catch (KafkaException e) {
            err().println(spec.qualifiedName() + ": the cluster did not do it: " + reasons(e));
            return NOT_DONE;
        } finally {
            out().flush();
        }
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** A wrong usage, found only now: says so and exits with 2. */
    final ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reasons.append(": ").append(cause.getMessage());
        }
        return reasons.toString();
    }
}
