package io.inferencestream.gateway.http.body;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds requests between arrival and answer, in number and in bytes of their bodies, so that all accounts have their share:
 * none holds more than it leaves free. One account alone takes half, two take a third each, and whoever comes next always
 * finds room.
 *
 * <p>Thread-safe.
 */
public final class InFlight {
    private final int maxRequests;
    private final long maxBytes;
    private final Map<String, Share> shares = new HashMap<>();
    private int requests;
    private long bytes;

    /** What an account holds. */
    private static final class Share {
        int requests;
        long bytes;
    }

    /**
     * @param maxRequests that may be in flight at a time
     * @param maxBytes that their bodies may have together; one body alone may have more
     */
    public InFlight(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a place for a request.
     *
     * @param account who answers for it
     * @param announced bytes that are to come, of which none is counted yet; a body that has no room now is not begun
     * @return empty where there is none for this account
     */
    public synchronized Optional<Place> enter(String account, long announced) {
        Share share = shares.computeIfAbsent(account, name -> new Share());
        if (share.requests >= maxRequests - requests || !hasRoom(share.bytes, 0, announced)) {
            forgetIdle(account, share);
            return Optional.empty();
        }
        share.requests++;
        requests++;
        return Optional.of(new Place(account, share));
    }

    /** A single body finds room in an empty gateway, however large. */
    private boolean hasRoom(long accountBytes, long ownBytes, long more) {
        return bytes == ownBytes || accountBytes + more <= maxBytes - bytes;
    }

    private void forgetIdle(String account, Share share) {
        if (share.requests == 0) {
            shares.remove(account);
        }
    }

    /** Whether an account holds no more than if all that hold something held the same. */
    public synchronized boolean isModest(String account) {
        Share share = shares.get(account);
        return share == null || (long) share.requests * shares.size() <= requests;
    }

    public synchronized int requests() {
        return requests;
    }

    public synchronized long bytes() {
        return bytes;
    }

    /** The place of one request, with the bytes of its body that have come. Thread-safe. */
    public final class Place {
        private final String account;
        private final Share share;
        private long own;
        private boolean isLeft;

        private Place(String account, Share share) {
            this.account = account;
            this.share = share;
        }

        /** Who answers for it. */
        public String account() {
            return account;
        }

        /** Takes room for more bytes; false, and nothing is taken, where there is none for this account. */
        public boolean grow(long more) {
            synchronized (InFlight.this) {
                if (isLeft || !hasRoom(share.bytes, own, more)) {
                    return false;
                }
                own += more;
                share.bytes += more;
                bytes += more;
                return true;
            }
        }

        /** Gives place and bytes back; doing it again does nothing. */
        public void leave() {
            synchronized (InFlight.this) {
                if (isLeft) {
                    return;
                }
                isLeft = true;
                share.bytes -= own;
                share.requests--;
                bytes -= own;
                requests--;
                forgetIdle(account, share);
            }
        }
    }
}
