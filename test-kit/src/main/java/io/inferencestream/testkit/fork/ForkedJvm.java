package io.inferencestream.testkit.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that a {@link Fork} describes. Its output goes to a file. It is killed when it is closed. */
public final class ForkedJvm implements AutoCloseable {
    /** What a process's exit code is after SIGKILL. */
    public static final int KILLED = 137;
    /** What a JVM's exit code is after SIGTERM, unless it says otherwise. */
    public static final int TERMINATED = 143;

    private static final int TAIL_LINES = 15;
    private static final long POLL_MILLIS = 20;
    private static final Duration LONGEST_END = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    ForkedJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
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
    public void writeLine(String line) {
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

    /**
     * Waits until it has printed something.
     *
     * @return what it has printed, as the pattern found it
     * @throws IllegalStateException if it ends before or does not print it in time
     */
    public Matcher awaitOutput(Pattern wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean wasAlive = isAlive();
            Matcher matcher = wanted.matcher(output());
            if (matcher.find()) {
                return matcher;
            }
            if (!wasAlive || System.nanoTime() > deadline) {
                throw new IllegalStateException("has not printed " + wanted + "; " + tail());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
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

    /** SIGQUIT: it prints what each of its threads does, for whoever asks why it does not end. */
    public void printThreads() {
        signal("QUIT");
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
