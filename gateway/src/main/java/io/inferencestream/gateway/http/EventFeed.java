package io.inferencestream.gateway.http;

import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.gateway.outcome.OutcomeIndex.Entry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds event streams from the index, each from its own place in it: a slow client falls behind alone, and is told when what
 * it wanted has been forgotten.
 *
 * <p>Thread-safe. Starts one thread, which never blocks on a client.
 */
final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final long TICK_MILLIS = 50;
    private static final int MAX_ENTRIES = 256;
    private static final int MAX_CHARACTERS = 64 << 10;
    private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final byte[] KEEP_ALIVE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final OutcomeIndex index;
    private final int max;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "event-feed");
        thread.setDaemon(true);
        return thread;
    });

    EventFeed(OutcomeIndex index, int max) {
        this.index = index;
        this.max = max;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes a stream on; false if there are too many. */
    synchronized boolean subscribe(Subscription subscription) {
        if (subscriptions.size() >= max) {
            return false;
        }
        subscriptions.add(subscription);
        subscription.stream().end().whenComplete((nothing, failure) -> subscriptions.remove(subscription));
        return true;
    }

    int size() {
        return subscriptions.size();
    }

    private void tick() {
        Map<Long, String> written = new HashMap<>();
        for (Subscription subscription : subscriptions) {
            try {
                feed(subscription, written);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("An event stream is ended");
                subscription.stream().close();
            }
        }
    }

    private void feed(Subscription subscription, Map<Long, String> written) {
        if (subscription.isOver()) {
            subscription.stream().close();
            return;
        }
        if (!subscription.stream().isIdle()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        subscription.appendGap(index, text);
        for (Entry entry : index.after(subscription.number(), MAX_ENTRIES)) {
            if (subscription.passes(entry)) {
                text.append(written.computeIfAbsent(entry.number(), number -> event(entry)));
            }
            if (text.length() >= MAX_CHARACTERS) {
                break;
            }
        }
        if (!text.isEmpty()) {
            subscription.wrote();
            subscription.stream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        } else if (subscription.nanosSinceWrite() > KEEP_ALIVE_NANOS) {
            subscription.wrote();
            subscription.stream().write(KEEP_ALIVE);
        }
    }

    private static String event(Entry entry) {
        String kind = entry.outcome().outcome().fold(predicted -> "prediction", rejected -> "rejection");
        return "id: " + entry.cursor() + "\nevent: " + kind + "\ndata: " + OutcomeJson.of(entry.outcome()) + "\n\n";
    }

    @Override
    public void close() {
        clock.shutdownNow();
        subscriptions.forEach(subscription -> subscription.stream().close());
    }
}
