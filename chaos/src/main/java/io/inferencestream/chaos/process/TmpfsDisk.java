package io.inferencestream.chaos.process;

import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file system in memory, really full when it is full. Mounting it takes root. */
final class TmpfsDisk implements Disk {
    private static final Logger LOG = LoggerFactory.getLogger(TmpfsDisk.class);

    private final Path mountPoint;
    private final Path ballast;

    private TmpfsDisk(Path mountPoint) {
        this.mountPoint = mountPoint;
        this.ballast = mountPoint.resolve("ballast");
    }

    /** @throws IOException if this user may not mount */
    static TmpfsDisk mount(Path mountPoint, int mebibytes) throws IOException {
        Files.createDirectories(mountPoint);
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "chaos", mountPoint.toString());
        return new TmpfsDisk(mountPoint);
    }

    @Override
    public Path directory() {
        return mountPoint.resolve("data");
    }

    @Override
    public String description() {
        return "a file system that is full";
    }

    @Override
    public void fill(ForkedJvm broker) {
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (int size = block.length; size > 0; ) {
                size = write(out, block, size) ? size : size / 2;
            }
        } catch (IOException e) {
            LOG.debug("The disk was full before its time", e);
        }
    }

    private static boolean write(OutputStream out, byte[] block, int size) {
        try {
            out.write(block, 0, size);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            run("umount", "-l", mountPoint.toString());
        } catch (IOException e) {
            LOG.warn("Not unmounted: {}", mountPoint, e);
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed: "
                        + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
