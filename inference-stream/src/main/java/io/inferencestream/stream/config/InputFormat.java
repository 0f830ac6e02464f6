package io.inferencestream.stream.config;

/** What the values of the input topic are. */
public enum InputFormat {
    /** Image events in Avro, in the registry's wire format. */
    AVRO("avro"),
    /** Plain image files. */
    BYTES("bytes");

    private final String settingName;

    InputFormat(String settingName) {
        this.settingName = settingName;
    }

    /** As the configuration spells it. */
    @Override
    public String toString() {
        return settingName;
    }
}
