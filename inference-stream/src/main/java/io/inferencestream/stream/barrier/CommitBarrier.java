package io.inferencestream.stream.barrier;

import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextUtils;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a processor that answers late and Kafka Streams' commits: before a task's offsets are committed, on
 * every path, the processor's drain has emitted all that was pending.
 *
 * <p>The stream thread of its task owns it. It is the only class that touches Kafka Streams' internals.
 */
/*
 * Why a state store: Kafka Streams commits the offset of every record that process() returned from. The one place where
 * a task can still emit before its offsets are committed is StreamTask.prepareCommit, which flushes the caches of its
 * state stores before it flushes its producer; later callbacks (StateStore.commit, CommitCallback, Processor.close) come
 * when the offsets are already decided. So this is a store without a state whose "cache" is the pending records. It is
 * not logged, not persistent, and costs no changelog.
 *
 * Emission out of a drain must look to Kafka Streams as if it came out of process(): the current node is null then, and
 * the record context is somebody else's. Both are set for each emission and put back afterwards, as Kafka Streams' own
 * caching stores do.
 */
public final class CommitBarrier implements StateStore, CachedStateStore<byte[], byte[]> {

    /** Emits everything that is pending, waiting for it as long as it may, or throws. Returns with nothing pending. */
    public interface Drain {
        void drain();
    }

    private final String name;
    private @Nullable InternalProcessorContext<?, ?> context;
    private @Nullable ProcessorNode<?, ?, ?, ?> node;
    private @Nullable Drain drain;
    private boolean open;

    private CommitBarrier(String name) {
        this.name = name;
    }

    /** Builds a barrier for each task. */
    public static StoreBuilder<CommitBarrier> builder(String name) {
        return new Builder(name);
    }

    /** Binds a processor; to be called in its {@code init}, and again whenever Kafka Streams inits it again. */
    public void attach(Drain processorsDrain) {
        node = context().currentNode();
        drain = processorsDrain;
    }

    /** Lets go of the processor; to be called in its {@code close}. */
    public void detach() {
        drain = null;
    }

    /**
     * Forwards a record to a child of the processor as if the record it came from were being processed right now, from
     * wherever on the stream thread this is called.
     *
     * @param origin topic, partition and offset of the record that led to this one
     */
    public <K, V> void emit(Origin origin, Record<K, V> record, String child) {
        InternalProcessorContext<?, ?> ctx = context();
        ProcessorRecordContext outerRecord = ctx.recordContext();
        ProcessorNode<?, ?, ?, ?> outerNode = ctx.currentNode();
        ctx.setRecordContext(new ProcessorRecordContext(
                record.timestamp(), origin.offset(), origin.partition(), origin.topic(), record.headers()));
        ctx.setCurrentNode(node);
        try {
            @SuppressWarnings("unchecked") // the topology wires the processor to children of these types
            InternalProcessorContext<K, V> typed = (InternalProcessorContext<K, V>) ctx;
            typed.forward(record, child);
        } finally {
            ctx.setCurrentNode(outerNode);
            ctx.setRecordContext(outerRecord);
        }
    }

    @Override
    public void flushCache() {
        Drain bound = drain;
        if (bound != null) {
            bound.drain();
        }
    }

    private InternalProcessorContext<?, ?> context() {
        InternalProcessorContext<?, ?> ctx = context;
        if (ctx == null) {
            throw new StreamsException("the commit barrier " + name + " is not open");
        }
        return ctx;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext storeContext, StateStore root) {
        context = ProcessorContextUtils.asInternalProcessorContext(storeContext);
        storeContext.register(root, (key, value) -> {
            throw new IllegalStateException("the commit barrier has no changelog to restore from");
        });
        open = true;
    }

    @Override
    public void close() {
        open = false;
        drain = null;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void clearCache() {}

    /**
     * Where a record came from.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     */
    public record Origin(String topic, int partition, long offset) {}

    private record Builder(String name) implements StoreBuilder<CommitBarrier> {
        @Override
        public CommitBarrier build() {
            return new CommitBarrier(name);
        }

        @Override
        public StoreBuilder<CommitBarrier> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitBarrier> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitBarrier> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("the commit barrier has no state to log");
        }

        @Override
        public StoreBuilder<CommitBarrier> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
