package io.inferencestream.chaos.process;

import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A substitute for a full disk where nobody may mount one: the running broker is forbidden to let its files grow, so
 * that its writes fail as they do on a full disk, with another error number. Takes {@code prlimit} of util-linux.
 */
final class WriteLimit implements Disk {
    private final Path directory;

    WriteLimit(Path directory) {
        this.directory = directory;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public String description() {
        return "a limit on the size of the broker's files, in place of a full disk, which takes root";
    }

    @Override
    public void fill(ForkedJvm broker) {
        try {
            new ProcessBuilder("prlimit", "--pid", Long.toString(broker.pid()), "--fsize=1:1")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("prlimit of util-linux is needed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next process has no limit. */
    @Override
    public void free() {}

    @Override
    public void close() {}
}
