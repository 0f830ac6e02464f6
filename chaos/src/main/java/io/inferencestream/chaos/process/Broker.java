package io.inferencestream.chaos.process;

import io.inferencestream.cluster.LocalClusterMain;
import io.inferencestream.cluster.loopback.Loopback;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka in a process of its own that can be ended in every way and started again on the same port with the same log.
 * Thread-safe: whoever ends it keeps others from starting it meanwhile.
 */
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final Pattern READY = Pattern.compile("ready bootstrap=");
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_END = Duration.ofSeconds(60);

    /** The stream's dead are noticed soon by the group. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "group.streams.session.timeout.ms", "3000",
            "group.streams.heartbeat.interval.ms", "500");

    private final Path folder;
    private final Disk disk;
    private final int port = Loopback.freePort();
    private ForkedJvm jvm;
    private int starts;

    private Broker(Path folder, Disk disk) throws InterruptedException {
        this.folder = folder;
        this.disk = disk;
        this.jvm = launch();
    }

    /**
     * Starts one whose log lies on a small disk of its own, if it has to be filled later.
     *
     * @param diskMebibytes size of that disk; 0 for the folder's own
     */
    public static Broker start(Path folder, int diskMebibytes) throws InterruptedException {
        Disk disk = disk(folder, diskMebibytes);
        try {
            return new Broker(folder, disk);
        } catch (RuntimeException | InterruptedException e) {
            disk.close();
            throw e;
        }
    }

    private static Disk disk(Path folder, int mebibytes) {
        if (mebibytes > 0) {
            try {
                return TmpfsDisk.mount(folder.resolve("disk"), mebibytes);
            } catch (IOException e) {
                LOG.debug("No file system of our own: {}", e.getMessage());
            }
        }
        return new WriteLimit(folder.resolve("kafka"));
    }

    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    public Disk disk() {
        return disk;
    }

    /** Stops it as an operator does, and starts it again. */
    public synchronized void restart(Duration pause) throws InterruptedException {
        jvm.terminate();
        if (!jvm.awaitEnd(LONGEST_END)) {
            throw new IllegalStateException("the broker does not end: " + jvm.output());
        }
        startAfter(pause);
    }

    /** SIGKILL, and another start. */
    public synchronized void kill(Duration pause) throws InterruptedException {
        jvm.kill();
        startAfter(pause);
    }

    /** Leaves it no room until it has ended of it; whether it has. */
    public synchronized boolean starve(Duration pause) throws InterruptedException {
        disk.fill(jvm);
        boolean hasEnded = jvm.awaitEnd(Duration.ofSeconds(20));
        if (!hasEnded) {
            jvm.kill();
        }
        Thread.sleep(pause.toMillis());
        disk.free();
        startAfter(Duration.ZERO);
        return hasEnded;
    }

    private void startAfter(Duration pause) throws InterruptedException {
        Thread.sleep(pause.toMillis());
        jvm = launch();
    }

    private ForkedJvm launch() throws InterruptedException {
        starts++;
        Path log = folder.resolve("broker-" + starts + ".log");
        List<String> arguments = new ArrayList<>(List.of(
                "--port",
                Integer.toString(port),
                "--registry-port",
                "0",
                "--directory",
                disk.directory().toString()));
        PROPERTIES.forEach((key, value) -> arguments.addAll(List.of("--property", key + "=" + value)));
        ForkedJvm started =
                Fork.of(LocalClusterMain.class).small().arguments(arguments).start(log);
        try {
            started.awaitOutput(READY, LONGEST_START);
            return started;
        } catch (IllegalStateException e) {
            started.close();
            throw new IllegalStateException("the broker does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        jvm.close();
        try {
            jvm.awaitEnd(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.close();
    }
}
