package io.inferencestream.producer.source;

import org.jspecify.annotations.Nullable;

/** Knows what an image truly shows. */
@FunctionalInterface
public interface Labels {
    /**
     * The label of an image, or null where it has none.
     *
     * @param folder name of the folder that holds the image
     * @param name the image's path below the place it was found in, with slashes
     */
    @Nullable
    String labelOf(String folder, String name);

    /** No image has a label. */
    static Labels none() {
        return (folder, name) -> null;
    }

    /** Every image is labelled by the folder it lies in. */
    static Labels folder() {
        return (folder, name) -> folder;
    }
}
