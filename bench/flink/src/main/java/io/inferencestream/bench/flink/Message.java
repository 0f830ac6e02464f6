package io.inferencestream.bench.flink;

import org.jspecify.annotations.Nullable;

/** A record on its way through the job; public, with a constructor for Flink, as Flink's own types for data are. */
public final class Message {
    public byte @Nullable [] key;
    public byte[] value = new byte[0];
    public String topic = "";
    public int partition;
    public long offset;
    public long timestamp;

    /** For Flink. */
    public Message() {}

    Message(byte @Nullable [] key, byte[] value, String topic, int partition, long offset, long timestamp) {
        this.key = key;
        this.value = value;
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
    }

    Message withValue(byte[] other) {
        return new Message(key, other, topic, partition, offset, timestamp);
    }
}
