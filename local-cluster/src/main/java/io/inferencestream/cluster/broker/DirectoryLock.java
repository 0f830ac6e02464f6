package io.inferencestream.cluster.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second broker, of this process or another, out of a data directory. Kafka has a lock too, but looks at it only
 * after the controller has opened its log.
 */
final class DirectoryLock implements AutoCloseable {
    static final String FILE = "local-broker.lock";

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);

    /*
     * Locks of files belong to the whole process: a second broker of this one would be given an exception, and closing
     * its channel would even end the first one's lock. Hence a list for the process beside the lock.
     */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * @param directory as a real path
     * @throws BrokerException if another broker holds it, or it cannot be written
     */
    static DirectoryLock take(Path directory) {
        if (!HELD_BY_THIS_PROCESS.add(directory)) {
            throw inUse(directory);
        }
        DirectoryLock lock;
        try {
            lock = new DirectoryLock(
                    directory,
                    FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            HELD_BY_THIS_PROCESS.remove(directory);
            throw new BrokerException("data directory cannot be written, choose another: " + directory, e);
        }
        try {
            if (lock.channel.tryLock() == null) {
                lock.close();
                throw inUse(directory);
            }
            return lock;
        } catch (IOException e) {
            lock.close();
            throw new BrokerException("data directory cannot be locked, choose another: " + directory, e);
        }
    }

    private static BrokerException inUse(Path directory) {
        return new BrokerException("data directory is in use by another broker, choose another: " + directory);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a lock file did not close", e);
        }
        HELD_BY_THIS_PROCESS.remove(directory);
    }
}
