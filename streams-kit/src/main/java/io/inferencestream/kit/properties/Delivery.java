package io.inferencestream.kit.properties;

/** What a crash may do to the outcomes on the output topics. */
public enum Delivery {
    /** Every record leads to one outcome that committed readers see once; a crash costs the open transaction's time. */
    EXACTLY_ONCE("exactly-once", "exactly_once_v2"),
    /** Every record leads to at least one outcome; after a crash some are written again. */
    AT_LEAST_ONCE("at-least-once", "at_least_once");

    private final String settingName;
    private final String processingGuarantee;

    Delivery(String settingName, String processingGuarantee) {
        this.settingName = settingName;
        this.processingGuarantee = processingGuarantee;
    }

    /** The value of Kafka Streams' {@code processing.guarantee}. */
    public String processingGuarantee() {
        return processingGuarantee;
    }

    /** As the configuration spells it. */
    @Override
    public String toString() {
        return settingName;
    }
}
