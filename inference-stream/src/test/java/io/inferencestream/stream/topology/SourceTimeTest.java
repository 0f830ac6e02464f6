package io.inferencestream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTimeTest {
    private static final long NOW = 1_800_000_000_000L;

    private final SourceTime time = new SourceTime(() -> NOW);
    private final Headers headers = new RecordHeaders();

    @ParameterizedTest
    @ValueSource(longs = {-1, -2, Long.MIN_VALUE})
    void givesARecordWithoutATimeThePresentOneAndSaysSo(long timestamp) {
        assertThat(time.extract(record(timestamp), 5)).isEqualTo(NOW);

        assertThat(HeaderText.find(headers, HeaderNames.INPUT_TIMESTAMP)).contains(String.valueOf(timestamp));
    }

    @Test
    void leavesEveryOtherTimeAloneAndForgetsWhatAnEarlierLifeSaid() {
        HeaderText.set(headers, HeaderNames.INPUT_TIMESTAMP, "-1");

        assertThat(time.extract(record(0), 5)).isZero();

        assertThat(HeaderText.find(headers, HeaderNames.INPUT_TIMESTAMP)).isEmpty();
    }

    private ConsumerRecord<Object, Object> record(long timestamp) {
        return new ConsumerRecord<>(
                "images",
                0,
                7,
                timestamp,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                new byte[0],
                new byte[0],
                headers,
                Optional.empty());
    }
}
