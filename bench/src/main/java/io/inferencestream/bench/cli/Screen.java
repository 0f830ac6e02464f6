package io.inferencestream.bench.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** A command's standard output, on which every line appears as soon as it is there. */
record Screen(PrintWriter out) implements Consumer<String> {
    static Screen of(CommandSpec spec) {
        return new Screen(spec.commandLine().getOut());
    }

    @Override
    public void accept(String line) {
        out.println(line);
        out.flush();
    }

    void printf(String format, Object... values) {
        out.printf(format, values);
        out.flush();
    }
}
