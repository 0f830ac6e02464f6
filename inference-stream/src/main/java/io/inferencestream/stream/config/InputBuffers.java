package io.inferencestream.stream.config;

/**
 * How much input Kafka Streams and its consumers may hold, in Kafka's terms: they count records where a heap counts
 * bytes.
 *
 * <p>A heap with room for {@code H} bytes of input, an eighth of it all, and {@code P} partitions, of which this process
 * may have to take all, has {@code H / P} bytes for each. A partition holds input in three places:
 *
 * <ol>
 *   <li>its queue, which is paused once it holds more than {@code buffered.records.per.partition};
 *   <li>what the poll brought that overfilled it: of one partition never more than one fetch of it, since a consumer
 *       fetches a partition again only when it has handed over all it has of it. So {@code max.poll.records} bounds no
 *       bytes here, and is Kafka Streams' own 1000: at a handful of records a poll, small images would cost mostly polls;
 *   <li>what its consumer has fetched ahead, {@code max.partition.fetch.bytes}, or a single larger message.
 * </ol>
 *
 * <p>Each place gets a third. A third of {@code H / P}, divided by the largest message, is the number of records for the
 * first: at least 2, or a partition could not be polled while one of its records is worked on, and at most 1000, Kafka
 * Streams' own default. The other two are in bytes, and need no more than Kafka's default of 1 MiB or one largest message.
 * The two records at least may be more than the heap has room for: {@link #fits} tells.
 *
 * <p>The largest message is that of the wire. Images do not compress; a topic of records that do can hold more.
 *
 * @param recordsPerPartition {@code buffered.records.per.partition}
 * @param recordsPerPoll {@code max.poll.records}
 * @param partitionFetchBytes {@code max.partition.fetch.bytes}
 * @param fetchBytes {@code fetch.max.bytes}, of one stream thread from one broker
 * @param worstCaseBytes all three places of all partitions, filled with the largest messages
 * @param roomBytes an eighth of the heap
 */
public record InputBuffers(
        int recordsPerPartition,
        int recordsPerPoll,
        int partitionFetchBytes,
        int fetchBytes,
        long worstCaseBytes,
        long roomBytes) {
    private static final int LEAST_RECORDS = 2;
    private static final int MOST_RECORDS = 1000;
    private static final int LEAST_FETCH = 64 << 10;
    private static final int DEFAULT_PARTITION_FETCH = 1 << 20;
    private static final int DEFAULT_FETCH = 50 << 20;

    /** Divides an eighth of the heap. */
    static InputBuffers divide(long heapBytes, InputFacts input, int streamThreads) {
        long room = heapBytes / 8;
        long third = room / 3 / input.partitions();
        int largest = input.largestMessageBytes();
        int records = clamp(third / largest, LEAST_RECORDS, MOST_RECORDS);
        int partitionFetch = clamp(third, LEAST_FETCH, Math.max(DEFAULT_PARTITION_FETCH, largest));
        int fetch = clamp(room / 3 / streamThreads, partitionFetch, Math.max(DEFAULT_FETCH, partitionFetch));
        long perPartition = (long) records * largest + 2L * Math.max(partitionFetch, largest);
        return new InputBuffers(records, MOST_RECORDS, partitionFetch, fetch, perPartition * input.partitions(), room);
    }

    private static int clamp(long value, int least, int most) {
        return (int) Math.max(least, Math.min(most, value));
    }

    /** Whether even the worst case leaves seven eighths of the heap to others. */
    public boolean fits() {
        return worstCaseBytes <= roomBytes;
    }
}
