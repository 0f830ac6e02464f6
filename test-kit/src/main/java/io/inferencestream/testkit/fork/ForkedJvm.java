package io.inferencestream.testkit.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A main class in a process of its own, whose output goes to a file. It is killed when it is closed. */
public final class ForkedJvm implements AutoCloseable {
    /** What a process's exit code is after SIGKILL. */
    public static final int KILLED = 137;
    /** What a JVM's exit code is after SIGTERM, unless it says otherwise. */
    public static final int TERMINATED = 143;

    private static final int TAIL_LINES = 15;
    private static final Duration LONGEST_END = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private ForkedJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param log written anew
     * @param classPath of the process
     * @param options of the JVM, such as {@code -Xmx1g}
     */
    public static ForkedJvm start(
            Path log, String classPath, List<String> options, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Djava.awt.headless=true");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
        try {
            ForkedJvm forked = new ForkedJvm(builder.start(), log);
            Runtime.getRuntime().addShutdownHook(new Thread(forked::close, "end-fork"));
            return forked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of this process, for those of its own kind. */
    public static String ownClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it takes of the machine. */
    public ProcessUse use() {
        return ProcessUse.of(process.toHandle());
    }

    /** Writes a line to its input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it has printed. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines it has printed, and where the others are. */
    public String tail() {
        List<String> lines = output().lines().toList();
        String last = String.join(
                System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        return log + ":" + System.lineSeparator() + last;
    }

    /** SIGSTOP: it stands still until {@link #thaw}. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGKILL; returns when it is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its end; whether that came. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for its end, for 90 seconds at most.
     *
     * @throws IllegalStateException if it runs on
     */
    public int exitCode() throws InterruptedException {
        return exitCode(LONGEST_END);
    }

    /**
     * Waits for its end.
     *
     * @throws IllegalStateException if it runs on
     */
    public int exitCode(Duration patience) throws InterruptedException {
        if (!awaitEnd(patience)) {
            throw new IllegalStateException("still running after " + patience.toSeconds() + " s; " + tail());
        }
        return process.exitValue();
    }

    /** SIGTERM, so that it can tidy up; and SIGKILL if that takes too long. */
    public void end(Duration patience) {
        terminate();
        try {
            awaitEnd(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** SIGKILL, and to those that it forked. */
    @Override
    public void close() {
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }
}
