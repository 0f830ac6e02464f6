package io.inferencestream.gateway.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a few small files every other second and says when there is something else in them, however they were replaced: by
 * writing, by renaming, or by a link that leads elsewhere, as Kubernetes does it.
 *
 * <p>Starts one thread.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread its = new Thread(task, "file-watch");
        its.setDaemon(true);
        return its;
    });
    private final List<Path> files;
    private final Runnable changed;
    private String seen;
    private String used;

    /**
     * @param files none of which may be large
     * @param changed reads them anew; called by this watch's thread. What it throws is logged, and it is called again once
     *     they have changed again
     */
    public FileWatch(List<Path> files, Runnable changed) {
        this.files = List.copyOf(files);
        this.changed = changed;
        this.seen = digest();
        this.used = seen;
        if (!files.isEmpty()) {
            thread.scheduleWithFixedDelay(this::check, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What is being written is left until it has been the same twice. */
    private void check() {
        String now = digest();
        boolean isSettled = now.equals(seen);
        seen = now;
        if (!isSettled || now.equals(used)) {
            return;
        }
        used = now;
        try {
            changed.run();
            LOG.atInfo().addKeyValue("files", files).log("Files have changed and are read anew");
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("files", files)
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("Files have changed and cannot be used; what was in them before still holds");
        }
    }

    /** Of all that is in them; a file that cannot be read is as an empty one. */
    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                byte[] bytes = bytes(file);
                digest.update(MessageDigest.getInstance("SHA-256").digest(bytes));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
