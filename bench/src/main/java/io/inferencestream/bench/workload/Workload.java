package io.inferencestream.bench.workload;

import java.nio.file.Path;
import java.util.List;

/**
 * A model and the images it is measured with.
 *
 * @param name of the workload
 * @param title what it is, for people
 * @param repository directory that holds the model and no other
 * @param model its name there
 * @param batch most images in one batch, for every contestant; 0 for what the stream would choose on the device
 * @param largestMessage {@code max.message.bytes} of its topic of images
 * @param album images, sent in turn; at least one
 */
public record Workload(
        String name,
        String title,
        Path repository,
        String model,
        int batch,
        int largestMessage,
        List<WorkloadImage> album) {
    public Workload {
        album = List.copyOf(album);
        if (album.isEmpty()) {
            throw new IllegalArgumentException("album must not be empty: " + name);
        }
    }

    /** Mean length of an image in bytes. */
    public long meanBytes() {
        return album.stream().mapToLong(image -> image.bytes().length).sum() / album.size();
    }
}
