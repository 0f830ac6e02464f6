package io.inferencestream.producer.source;

import org.jspecify.annotations.Nullable;

/** Knows what a picture truly shows. */
@FunctionalInterface
public interface Labels {
    /**
     * The label of a picture, or null where it has none.
     *
     * @param folder name of the folder that holds the picture
     * @param name the picture's path below the place it was found in, with slashes
     */
    @Nullable
    String labelOf(String folder, String name);

    /** No picture has a label. */
    static Labels none() {
        return (folder, name) -> null;
    }

    /** Every picture is labelled by the folder it lies in. */
    static Labels folder() {
        return (folder, name) -> folder;
    }
}
