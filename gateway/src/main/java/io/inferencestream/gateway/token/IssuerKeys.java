package io.inferencestream.gateway.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer as they were last read. They are read again and again by a thread of their own, and stay good while
 * the issuer is away; nobody who asks for them waits.
 *
 * <p>Thread-safe. A reading may be asked for, which bounds how long a new key stays unknown; how often that leads to one is
 * bounded too.
 */
final class IssuerKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final KeySource source;
    private final KeyRefresh refresh;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread its = new Thread(task, "issuer-keys");
        its.setDaemon(true);
        return its;
    });

    private volatile @Nullable Reading good;
    private volatile boolean isAway;
    private CompletableFuture<Void> next = new CompletableFuture<>();
    private @Nullable CompletableFuture<Void> running;
    private @Nullable ScheduledFuture<?> planned;
    private long beganBeforeNanos;
    private long beganNanos;

    /** Keys, and when the reading began that found them. */
    record Reading(JWKSet keys, long beganNanos) {}

    /**
     * A reading that was asked for.
     *
     * @param end of the reading, good or not; never fails
     * @param begins from now; zero if it is under way
     */
    record Asked(CompletableFuture<Void> end, Duration begins) {}

    /** Begins to read them. */
    IssuerKeys(KeySource source, KeyRefresh refresh, LongSupplier nanoClock) {
        this.source = source;
        this.refresh = refresh;
        this.nanoClock = nanoClock;
        this.beganNanos = nanoClock.getAsLong() - window();
        this.beganBeforeNanos = beganNanos;
        plan(Duration.ZERO);
    }

    /** What was last read and is not stale; null if there is nothing such. */
    @Nullable
    Reading known() {
        Reading known = good;
        boolean isStale = known != null
                && nanoClock.getAsLong() - known.beganNanos() > refresh.stale().toNanos();
        return isStale ? null : known;
    }

    /** Whether the last reading failed. */
    boolean isAway() {
        return isAway;
    }

    long nanos() {
        return nanoClock.getAsLong();
    }

    /** Has them read again as soon as may be. */
    synchronized Asked ask() {
        CompletableFuture<Void> underWay = running;
        if (underWay != null) {
            return new Asked(underWay, Duration.ZERO);
        }
        Duration begins = Duration.ofNanos(Math.max(0, beganBeforeNanos + window() - nanoClock.getAsLong()));
        plan(begins);
        return new Asked(next, begins);
    }

    /** Instead of what was planned, unless that is as soon. */
    private synchronized void plan(Duration delay) {
        ScheduledFuture<?> before = planned;
        if (before != null && !before.isDone()) {
            if (before.getDelay(TimeUnit.NANOSECONDS) <= delay.toNanos()) {
                return;
            }
            before.cancel(false);
        }
        if (!thread.isShutdown()) {
            planned = thread.schedule(this::read, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void read() {
        CompletableFuture<Void> its = begin();
        long began = nanoClock.getAsLong();
        boolean isRead = false;
        try {
            JWKSet keys = source.read();
            note(new Reading(keys, began));
            isRead = true;
        } catch (IOException | RuntimeException e) {
            noteFailure(e);
        } finally {
            end(isRead ? refresh.every() : refresh.afterFailure());
            its.complete(null);
        }
    }

    private synchronized CompletableFuture<Void> begin() {
        CompletableFuture<Void> its = next;
        running = its;
        next = new CompletableFuture<>();
        beganBeforeNanos = beganNanos;
        beganNanos = nanoClock.getAsLong();
        return its;
    }

    /** In which two readings may begin, so that a new key is found at once although the keys have just been read. */
    private long window() {
        return 2 * refresh.atMostEvery().toNanos();
    }

    private synchronized void end(Duration again) {
        running = null;
        planned = null;
        plan(again);
    }

    private void note(Reading reading) {
        Reading before = good;
        good = reading;
        if (isAway || before == null) {
            LOG.atInfo()
                    .addKeyValue("keys", reading.keys().size())
                    .log("The keys of the issuer of bearer tokens are read");
        }
        isAway = false;
    }

    /** Says so once, in a line. */
    private void noteFailure(Exception failure) {
        if (!isAway) {
            LOG.atWarn()
                    .addKeyValue("reason", String.valueOf(failure.getMessage()))
                    .log(
                            good == null
                                    ? "The keys of the issuer of bearer tokens are not to be had; its tokens are not believed"
                                            + " until they are"
                                    : "The keys of the issuer of bearer tokens are not to be had; those that are known stay"
                                            + " good meanwhile");
        }
        isAway = true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
