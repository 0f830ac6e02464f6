package io.inferencestream.chaos.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Orders to the engine of another process, as files in a directory: an order stands until it is taken back.
 *
 * @param directory where they lie; need not be there
 */
public record Orders(Path directory) {

    /** What an engine can be told. */
    public enum Order {
        /** To come back from no batch any more. */
        HANG,
        /** To come back from no batch until this is taken back. */
        STALL,
        /** To fail everything, its own warm-up input included. */
        BREAK
    }

    public void give(Order order) {
        try {
            Files.createDirectories(directory);
            Files.write(path(order), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("the order cannot be given: " + order, e);
        }
    }

    public void takeBack(Order order) {
        try {
            Files.deleteIfExists(path(order));
        } catch (IOException e) {
            throw new UncheckedIOException("the order cannot be taken back: " + order, e);
        }
    }

    boolean stands(Order order) {
        return Files.exists(path(order));
    }

    private Path path(Order order) {
        return directory.resolve(order.name());
    }
}
