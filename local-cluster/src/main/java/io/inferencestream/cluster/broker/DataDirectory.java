package io.inferencestream.cluster.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of one broker: formatted once, used by one broker at a time. Not thread-safe. */
final class DataDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String META = "meta.properties";

    private final Path path;
    private final boolean isTemporary;
    private final DirectoryLock lock;

    private DataDirectory(Path path, boolean isTemporary, DirectoryLock lock) {
        this.path = path;
        this.isTemporary = isTemporary;
        this.lock = lock;
    }

    /**
     * Creates what is missing, locks it, and formats it as a Kafka data directory unless it is one.
     *
     * @throws BrokerException if the directory cannot be written, is in use, or holds something else; says which
     */
    static DataDirectory open(Optional<Path> chosen) {
        Path path = chosen.map(DataDirectory::created).orElseGet(DataDirectory::temporary);
        DataDirectory directory = new DataDirectory(path, chosen.isEmpty(), DirectoryLock.take(path));
        try {
            directory.prepare();
            return directory;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    private static Path created(Path chosen) {
        try {
            return Files.createDirectories(chosen).toRealPath();
        } catch (IOException e) {
            throw new BrokerException("data directory cannot be created, choose another: " + chosen, e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("local-broker-").toRealPath();
        } catch (IOException e) {
            throw new BrokerException("no temporary directory can be created: give a data directory", e);
        }
    }

    private void prepare() {
        try {
            if (Files.exists(path.resolve(META))) {
                requireOurs();
            } else {
                requireEmpty();
                format();
            }
        } catch (IOException e) {
            throw new BrokerException("data directory cannot be read: " + path, e);
        }
    }

    private void requireOurs() throws IOException {
        Properties meta = new Properties();
        try (var in = Files.newInputStream(path.resolve(META))) {
            meta.load(in);
        }
        String node = meta.getProperty("node.id", meta.getProperty("broker.id", "unknown"));
        if (!node.equals(Integer.toString(BrokerProperties.NODE_ID))) {
            throw new BrokerException(
                    "data directory belongs to another Kafka node, node.id " + node + ": choose another than " + path);
        }
    }

    private void requireEmpty() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, file -> !file.endsWith(DirectoryLock.FILE))) {
            for (Path file : files) {
                throw new BrokerException("data directory holds files that are not a broker's, such as "
                        + file.getFileName() + ": choose an empty one instead of " + path);
            }
        }
    }

    private void format() {
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerProperties.NODE_ID)
                    .addDirectory(path.toString())
                    .setMetadataLogDirectory(path.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) { // the formatter declares nothing narrower
            throw new BrokerException("data directory cannot be formatted: " + path, e);
        }
    }

    /** Gives the lock back; deletes a temporary directory. */
    @Override
    public void close() {
        lock.close();
        if (isTemporary) {
            delete();
        }
    }

    private void delete() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", path).setCause(e).log("temporary data directory is left behind");
        }
    }
}
