package io.inferencestream.kit.properties;

/**
 * How much input Kafka Streams and its consumers may hold.
 *
 * <p>A heap with room for {@code H} bytes of input, an eighth of it all, and {@code P} partitions, of which this process
 * may have to take all, has {@code H / P} bytes for each. A partition holds input in three places, and each gets a third:
 *
 * <ol>
 *   <li>two records of its queue, at which it is paused ({@code buffered.records.per.partition}), and one that its consumer
 *       has unfolded and not handed over;
 *   <li>what a poll brought that overfilled the queue: {@code pollBytes}, as the records unfold to, or a lone larger one.
 *       {@code max.poll.records} bounds no bytes here, and is Kafka Streams' own 1000;
 *   <li>what its consumer has fetched ahead, {@code max.partition.fetch.bytes}, or a lone larger message.
 * </ol>
 *
 * <p>The last two need no more than the default of 1 MiB or one largest message of what is fetched. The three records may
 * be more than the heap has room for: {@link #fits} tells, by the largest message. That is the largest on the wire: a
 * record that was compressed may be larger, and is one of the three all the same.
 *
 * @param recordsPerPartition {@code buffered.records.per.partition}
 * @param recordsPerPoll {@code max.poll.records}
 * @param pollBytes max bytes that a poll hands out, but for a lone record
 * @param partitionFetchBytes {@code max.partition.fetch.bytes}
 * @param fetchBytes {@code fetch.max.bytes}, of one stream thread from one broker
 * @param worstCaseBytes all three places of all partitions, filled with the largest messages
 * @param roomBytes an eighth of the heap
 */
/*
 * A queue of more records would not be quicker: Kafka Streams polls when it has processed all it has, so that the number
 * matters only while it cannot process, and then it must count for records of any size.
 */
public record InputBuffers(
        int recordsPerPartition,
        int recordsPerPoll,
        long pollBytes,
        int partitionFetchBytes,
        int fetchBytes,
        long worstCaseBytes,
        long roomBytes) {
    private static final int QUEUED_RECORDS = 2;
    private static final int UNFOLDED_RECORDS = 1;
    private static final int POLLED_RECORDS = 1000;
    private static final int MIN_FETCH = 64 << 10;
    private static final int DEFAULT_PARTITION_FETCH = 1 << 20;
    private static final int DEFAULT_FETCH = 50 << 20;

    /** Divides an eighth of the heap. */
    public static InputBuffers divide(long heapBytes, InputFacts input, int streamThreads) {
        long room = heapBytes / 8;
        long third = room / 3 / input.partitions();
        long largest = input.largestMessageBytes();
        long poll = Math.max(third, MIN_FETCH);
        int partitionFetch = clamp(third, MIN_FETCH, (int) Math.max(DEFAULT_PARTITION_FETCH, largest));
        int fetch = clamp(room / 3 / streamThreads, partitionFetch, Math.max(DEFAULT_FETCH, partitionFetch));
        long perPartition = (QUEUED_RECORDS + UNFOLDED_RECORDS) * largest
                + Math.max(poll, largest)
                + Math.max(partitionFetch, largest);
        return new InputBuffers(
                QUEUED_RECORDS, POLLED_RECORDS, poll, partitionFetch, fetch, perPartition * input.partitions(), room);
    }

    private static int clamp(long value, int min, int max) {
        return (int) Math.max(min, Math.min(max, value));
    }

    /** Whether even the worst case leaves seven eighths of the heap to others. */
    public boolean fits() {
        return worstCaseBytes <= roomBytes;
    }
}
