package io.inferencestream.gateway.outcome;

/** Where a record lies. */
public record Position(String topic, int partition, long offset) {
    /** {@code TOPIC-PARTITION@OFFSET}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
