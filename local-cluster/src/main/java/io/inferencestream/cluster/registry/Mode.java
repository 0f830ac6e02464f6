package io.inferencestream.cluster.registry;

/** Whether a subject takes new versions and gives up old ones. */
enum Mode {
    READWRITE,
    READONLY;

    static Mode named(String name) {
        for (Mode mode : values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        throw RegistryError.invalidMode(name);
    }
}
