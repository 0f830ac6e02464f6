package io.inferencestream.stream.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a command that somebody typed said, and its exit code. */
record Typed(int code, String out, String err) {

    /** Runs a command with these settings, in this process. */
    static Typed command(Path config, String... arguments) {
        StringWriter standard = new StringWriter();
        StringWriter error = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(config.toString());
        int code = InferenceStream.commandLine()
                .setOut(new PrintWriter(standard, true))
                .setErr(new PrintWriter(error, true))
                .execute(all.toArray(String[]::new));
        return new Typed(code, standard.toString().replace(System.lineSeparator(), "\n"), error.toString());
    }
}
