package io.inferencestream.djl;

/**
 * The device asked for.
 *
 * @param kind what it may be
 * @param index which GPU, from 0; 0 where none is asked for
 */
record DeviceChoice(Kind kind, int index) {

    enum Kind {
        /** The first GPU if there is one, else the CPU. */
        AUTO,
        CPU,
        /** A GPU, or nothing. */
        GPU
    }

    /** Parses {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}. */
    static DeviceChoice parse(String text) {
        return switch (text) {
            case "auto" -> new DeviceChoice(Kind.AUTO, 0);
            case "cpu" -> new DeviceChoice(Kind.CPU, 0);
            case "gpu" -> new DeviceChoice(Kind.GPU, 0);
            default -> new DeviceChoice(Kind.GPU, Integer.parseInt(text.substring("gpu:".length())));
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case GPU -> "gpu:" + index;
        };
    }
}
