package io.inferencestream.bench.contestant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be measured beside each other. */
public enum Contestant {
    /** The same decoding and predicting, fed from memory: no Kafka. */
    LIMIT("limit", Kind.LIMIT, false),
    /** Kafka Streams and DJL as tutorials have them. */
    NAIVE("naive", Kind.NAIVE, false),
    /** What an expert would write without batching. */
    TUNED_NAIVE("tuned-naive", Kind.NAIVE, false),
    TUNED_NAIVE_EXACTLY_ONCE("tuned-naive-eo", Kind.NAIVE, true),
    /** Kafka's own ceiling. */
    PASS_THROUGH("pass-through", Kind.PASS_THROUGH, false),
    PASS_THROUGH_EXACTLY_ONCE("pass-through-eo", Kind.PASS_THROUGH, true),
    /** The stream as it is shipped, at its defaults. */
    OURS("ours", Kind.OURS, false),
    OURS_EXACTLY_ONCE("ours-eo", Kind.OURS, true),
    /** The stream with a fake device that answers at once: what the stream itself costs. */
    OURS_NO_MODEL("ours-no-model-eo", Kind.OURS_NO_MODEL, true),
    /** The alternative of ADR 1. */
    ASYNC_PRODUCER("async-producer", Kind.ASYNC_PRODUCER, false),
    ASYNC_PRODUCER_EXACTLY_ONCE("async-producer-eo", Kind.ASYNC_PRODUCER, true),
    /** Apache Flink. */
    FLINK("flink", Kind.FLINK, false),
    FLINK_EXACTLY_ONCE("flink-eo", Kind.FLINK, true),
    /** Confluent's parallel-consumer. */
    PARALLEL_CONSUMER("parallel-consumer", Kind.PARALLEL_CONSUMER, false),
    PARALLEL_CONSUMER_EXACTLY_ONCE("parallel-consumer-eo", Kind.PARALLEL_CONSUMER, true);

    private final String title;
    private final Kind kind;
    private final boolean isExactlyOnce;

    Contestant(String title, Kind kind, boolean isExactlyOnce) {
        this.title = title;
        this.kind = kind;
        this.isExactlyOnce = isExactlyOnce;
    }

    /** The name on the command line and in tables. */
    public String title() {
        return title;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isExactlyOnce() {
        return isExactlyOnce;
    }

    /** Whether it runs at its best settings. */
    public boolean isTuned() {
        return this != NAIVE;
    }

    /** Whether its answers are the model's. */
    public boolean predicts() {
        return kind != Kind.PASS_THROUGH && kind != Kind.OURS_NO_MODEL;
    }

    /** The contestant of that name. */
    public static Optional<Contestant> of(String title) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.title.equals(title))
                .findFirst();
    }

    /** All names. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(Contestant::title).toList();
    }

    /** What kind of program a contestant is. */
    public enum Kind {
        LIMIT,
        NAIVE,
        PASS_THROUGH,
        OURS,
        OURS_NO_MODEL,
        ASYNC_PRODUCER,
        FLINK,
        PARALLEL_CONSUMER;

        /** The module, inside {@code bench}, whose class path it needs; empty where that of the bench will do. */
        public Optional<String> module() {
            return switch (this) {
                case FLINK -> Optional.of("flink");
                case PARALLEL_CONSUMER -> Optional.of("parallel-consumer");
                default -> Optional.empty();
            };
        }

        String mainClass() {
            return switch (this) {
                case LIMIT -> throw new IllegalStateException("the limit is measured without a stream");
                case NAIVE -> NaiveMain.class.getName();
                case PASS_THROUGH -> PassThroughMain.class.getName();
                case OURS, OURS_NO_MODEL -> "io.inferencestream.stream.cli.InferenceStream";
                case ASYNC_PRODUCER -> AsyncProducerMain.class.getName();
                case FLINK -> "io.inferencestream.bench.flink.FlinkMain";
                case PARALLEL_CONSUMER -> "io.inferencestream.bench.parallel.ParallelConsumerMain";
            };
        }
    }
}
