package io.inferencestream.bench.cli;

import picocli.CommandLine;

/** The load bench's command line. */
public final class BenchMain {
    private static final String LOGGING = "logback.configurationFile";

    private BenchMain() {}

    /** Runs a command; the process's exit code is the command's. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/inferencestream/bench/contestant/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for tests too. */
    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler((thrown, line, parsed) -> {
                    line.getErr().println("bench: " + thrown.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .registerConverter(java.time.Duration.class, new Durations());
    }
}
