package io.inferencestream.gateway.caller;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many lines of the audit are given to strangers who are refused: two a second for each address and three for all, so
 * that a flood fills no disk and hides nobody else's line for long. The others are counted.
 *
 * <p>Thread-safe.
 */
public final class RefusalLines {
    private static final int OF_ONE_ADDRESS = 2;
    private static final int OF_ALL = 3;

    private final RateLimit ofOneAddress;
    private final RateLimit ofAll;
    private final AtomicLong unlisted = new AtomicLong();

    public RefusalLines(LongSupplier nanoClock) {
        this.ofOneAddress = new RateLimit(OF_ONE_ADDRESS, nanoClock);
        this.ofAll = new RateLimit(OF_ALL, nanoClock);
    }

    /** Whether this refusal has a line; it is counted where it has none. */
    public boolean take(String address) {
        boolean isListed = ofOneAddress.take(Accounts.site(address)) == 0 && ofAll.take("all") == 0;
        if (!isListed) {
            unlisted.incrementAndGet();
        }
        return isListed;
    }

    /** How many had no line since this was asked last; empty for none. */
    public OptionalLong unlisted() {
        long count = unlisted.getAndSet(0);
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
