package io.inferencestream.producer.account;

import io.inferencestream.schemas.outcome.Outcome;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Matches outcomes to the images that were sent, by partition and offset of the input record, which name an image
 * whatever its format is. Every image sent is in exactly one state: waiting, predicted or rejected; a second outcome is
 * booked as a duplicate and changes nothing else. Outcomes of images that others sent are left aside.
 *
 * <p>Thread-safe: the publisher's thread, the producer's and the follower's book, anybody may look. An image that waits
 * takes some 200 bytes, an answered one a bit.
 */
public final class Ledger {
    /** How many names of a kind are kept; all are counted. */
    private static final int NAMES_KEPT = 20;

    private final boolean awaiting;
    private final Map<Integer, PartitionPage> pages = new TreeMap<>();
    private final Totals totals = new Totals();
    private final Set<String> duplicateNames = new LinkedHashSet<>();
    private final List<String> notSentNames = new ArrayList<>();
    private boolean allSent;
    private boolean givenUp;
    private long waiting;

    /** @param awaiting whether outcomes will be booked; without, an image is forgotten once it is counted */
    public Ledger(boolean awaiting) {
        this.awaiting = awaiting;
    }

    /** Books that an image is handed to the producer at this moment. */
    public synchronized void sending(long nowNanos) {
        totals.started(nowNanos);
    }

    /** Books that the broker has acknowledged an image. */
    public synchronized void sent(int partition, long offset, SentImage image, long nowNanos) {
        totals.sent(nowNanos);
        if (awaiting) {
            waiting++;
            Received early = page(partition).sent(offset, image);
            if (early != null) {
                settle(image, early);
            }
        }
        notifyAll();
    }

    /** Books an image that is too large for the topic. */
    public synchronized void tooLarge(String name) {
        totals.tooLarge++;
        notSent(name + " (too large)");
    }

    /** Books an image whose file cannot be read. */
    public synchronized void unreadable(String name) {
        totals.unreadable++;
        notSent(name + " (unreadable)");
    }

    /** Books an image that the broker did not acknowledge; it may be on the topic nevertheless. */
    public synchronized void failed(String name) {
        totals.failed++;
        notSent(name + " (not acknowledged)");
    }

    /** Says that no more images will be sent. */
    public synchronized void allSent() {
        allSent = true;
        notifyAll();
    }

    /** Ends all waiting for outcomes. */
    public synchronized void giveUp() {
        givenUp = true;
        notifyAll();
    }

    /**
     * Books the outcome of one input record, of the topic that the images are sent to.
     *
     * @param receivedNanos when it was received, on the run's ticker
     */
    public synchronized void outcome(Outcome outcome, long receivedNanos) {
        RecordPosition origin = outcome.origin();
        PartitionPage page = page(origin.partition());
        if (page.isAnswered(origin.offset())) {
            totals.duplicates++;
            if (duplicateNames.size() < NAMES_KEPT) {
                String name = outcome.fold(predicted -> predicted.event().getImageId(), Rejected::reason);
                duplicateNames.add(name + " (" + origin.partition() + "@" + origin.offset() + ")");
            }
        } else {
            Received received = new Received(outcome, receivedNanos);
            SentImage image = page.outcome(origin.offset(), received);
            if (image != null) {
                settle(image, received);
            }
        }
        notifyAll();
    }

    /** Books a record of an output topic that cannot be read. */
    public synchronized void unreadableOutcome() {
        totals.unreadableOutcomes++;
    }

    /** Whether every image has been sent and has its outcome. */
    public synchronized boolean isSettled() {
        return allSent && waiting == 0;
    }

    /**
     * Waits until every image has its outcome, or waiting is given up.
     *
     * @param patience longest to wait without an outcome coming in
     * @return whether every image has its outcome
     */
    public synchronized boolean awaitSettled(Duration patience) throws InterruptedException {
        long patienceNanos = patience.toNanos();
        long lastCount = totals.outcomes();
        long lastMove = System.nanoTime();
        while (!(allSent && waiting == 0)) {
            long left = patienceNanos - (System.nanoTime() - lastMove);
            if (left <= 0 || givenUp) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
            if (totals.outcomes() != lastCount) {
                lastCount = totals.outcomes();
                lastMove = System.nanoTime();
            }
        }
        return true;
    }

    /** The counts and figures of this moment. */
    public synchronized Tally tally() {
        return totals.tally();
    }

    /** The first few images without outcome, as {@code ID (PARTITION@OFFSET)}. */
    public synchronized List<String> unaccounted() {
        List<String> names = new ArrayList<>();
        pages.forEach((partition, page) -> names.addAll(page.waiting(partition, NAMES_KEPT - names.size())));
        return names;
    }

    /** The first few images with more than one outcome. */
    public synchronized List<String> duplicates() {
        return List.copyOf(duplicateNames);
    }

    /** The first few images that were not sent, and why. */
    public synchronized List<String> notSent() {
        return List.copyOf(notSentNames);
    }

    private PartitionPage page(int partition) {
        return pages.computeIfAbsent(partition, unused -> new PartitionPage());
    }

    private void settle(SentImage image, Received received) {
        waiting--;
        totals.settled(image, received);
    }

    private void notSent(String name) {
        if (notSentNames.size() < NAMES_KEPT) {
            notSentNames.add(name);
        }
        notifyAll();
    }
}
