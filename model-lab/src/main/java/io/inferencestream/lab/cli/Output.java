package io.inferencestream.lab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a command's words go: for people, or one line of JSON for programs and the progress to stderr. */
final class Output {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "print the result as one line of JSON; progress goes to stderr")
    private boolean json;

    /** Where progress is told. */
    PrintWriter progress(CommandSpec spec) {
        return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    /** Prints a result in words, or as JSON. */
    void show(CommandSpec spec, Consumer<PrintWriter> words, Object result) {
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            try {
                print.println(JSON.writeValueAsString(result));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a result must be printable: " + result, e);
            }
        } else {
            words.accept(print);
        }
        print.flush();
    }
}
