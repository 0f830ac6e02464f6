package io.inferencestream.djl;

import ai.djl.ndarray.NDArray;

/** Copies the values of an engine's tensor out as floats. */
final class Floats {
    private Floats() {}

    /**
     * Copies them.
     *
     * @param name of the tensor, for messages
     */
    static float[] of(String name, NDArray array) {
        switch (array.getDataType()) {
            case FLOAT32:
                return array.toFloatArray();
            default:
                throw new IllegalStateException(
                        "the output '" + name + "' holds " + array.getDataType() + " values: export it as float32");
        }
    }
}
