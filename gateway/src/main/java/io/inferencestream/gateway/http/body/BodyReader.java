package io.inferencestream.gateway.http.body;

import io.inferencestream.gateway.http.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;

/**
 * Reads a request's body as it comes, without a thread that waits: a thousand slow senders cost a thousand buffers, each as
 * large as what has come.
 *
 * <p>Used by one request; the container calls it by one thread at a time.
 */
public final class BodyReader implements ReadListener {
    private static final int FIRST = 1 << 10;
    private static final int FIRST_ANNOUNCED = 16 << 10;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ServletInputStream input;
    private final long maxBytes;
    private final long announced;
    private final LongPredicate room;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] body = new byte[0];
    private int size;

    private BodyReader(ServletInputStream input, long maxBytes, long announced, LongPredicate room) {
        this.input = input;
        this.maxBytes = Math.min(maxBytes, LARGEST_ARRAY - 1L);
        this.announced = announced;
        this.room = room;
    }

    /**
     * Begins to read; the request must be asynchronous already.
     *
     * @param maxBytes of the body; fails with a problem of status 413 past them
     * @param announced its Content-Length, or -1
     * @param room asked for more bytes before they are allocated; the body fails with a problem of status 429 where there
     *     is none
     */
    public static CompletableFuture<byte[]> read(
            ServletInputStream input, long maxBytes, long announced, LongPredicate room) {
        BodyReader reader = new BodyReader(input, maxBytes, announced, room);
        input.setReadListener(reader);
        return reader.whole;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!whole.isDone() && input.isReady()) {
            if (size == announced) {
                // Nothing comes after it but the end, which the container wants to see read.
                int end = input.read();
                assert end < 0 : "more than the Content-Length";
                return;
            }
            if (size == body.length && !grow()) {
                return;
            }
            int count = input.read(body, size, body.length - size);
            if (count < 0) {
                return;
            }
            size += count;
            if (size > maxBytes) {
                whole.completeExceptionally(tooLarge(maxBytes));
            }
        }
    }

    /** Doubles the buffer, up to what was announced, or to one byte more than may come. */
    private boolean grow() {
        long limit = announced < 0 ? maxBytes + 1 : announced;
        long first = announced < 0 ? FIRST : FIRST_ANNOUNCED;
        int length = (int) Math.min(limit, Math.max(first, 2L * body.length));
        if (!room.test(length - body.length)) {
            // Where this body itself was ended to make room, it has its problem already.
            whole.completeExceptionally(noRoom());
            return false;
        }
        body = Arrays.copyOf(body, length);
        return true;
    }

    @Override
    public void onAllDataRead() {
        whole.complete(size == body.length ? body : Arrays.copyOf(body, size));
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(ProblemException.badRequest("The body broke off."));
    }

    /** A body has more bytes than are taken. */
    public static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                        413, "too-large", "The body is too large", "At most " + maxBytes + " bytes are taken here.")
                .header("Connection", "close");
    }

    /** There is no room for a request, or for the rest of its body. */
    public static ProblemException noRoom() {
        return ProblemException.tooMany("Too many requests of this caller, or of all together, are in flight.", 1)
                .header("Connection", "close");
    }
}
