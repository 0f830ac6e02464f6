package io.inferencestream.djl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process with this one's class path, for what can be shown but once in a process. */
final class ChildJvm {
    private static final long MINUTES = 10;

    /**
     * What became of it.
     *
     * @param exitCode 0 if well
     * @param output both of its streams
     */
    record Result(int exitCode, String output) {}

    private ChildJvm() {}

    /** Runs a class's main method to its end, without the environment variables that quieten TensorFlow. */
    static Result run(List<String> flags, Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("still running after " + MINUTES + " minutes: " + output);
        }
        return new Result(process.exitValue(), output);
    }
}
