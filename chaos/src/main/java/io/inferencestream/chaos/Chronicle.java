package io.inferencestream.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** What happened in a run, with its time: a file beside the logs of the processes, and whoever listens. Thread-safe. */
final class Chronicle implements Consumer<String> {
    private final Path file;
    private final Consumer<String> listener;

    Chronicle(Path file, Consumer<String> listener) {
        this.file = file;
        this.listener = listener;
    }

    @Override
    public synchronized void accept(String what) {
        String line = LocalTime.now(java.time.ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " " + what;
        try {
            Files.writeString(
                    file, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.accept(line);
    }
}
