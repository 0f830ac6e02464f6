package io.inferencestream.kit.clients;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Hands bytes on as they are, as long as the poll's budget has room for them. */
final class BudgetedDeserializer implements Deserializer<byte[]> {
    private final PollBudget budget;
    private final boolean isOfKeys;

    private BudgetedDeserializer(PollBudget budget, boolean isOfKeys) {
        this.budget = budget;
        this.isOfKeys = isOfKeys;
    }

    static Deserializer<byte[]> ofKeys(PollBudget budget) {
        return new BudgetedDeserializer(budget, true);
    }

    /** Headers count with the value. */
    static Deserializer<byte[]> ofValues(PollBudget budget) {
        return new BudgetedDeserializer(budget, false);
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        return data;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        if (isOfKeys) {
            budget.key(data.remaining());
        } else {
            budget.value(data.remaining() + size(headers));
        }
        return Deserializer.super.deserialize(topic, headers, data);
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            byte[] value = header.value();
            size += header.key().length() + (value == null ? 0 : value.length);
        }
        return size;
    }

    /** Kafka's consumer logs it when a poll is full. */
    @Override
    public String toString() {
        return budget.toString();
    }
}
