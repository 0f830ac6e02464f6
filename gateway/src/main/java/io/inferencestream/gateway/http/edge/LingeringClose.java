package io.inferencestream.gateway.http.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Lets answers that are given before the body has been read, refusals mostly, reach clients that send everything before they
 * look for one. If the connection were closed while such a client sends, it would be reset, and the answer lost with it: what
 * still comes after the answer is dropped instead, up to 16 MiB and for five seconds. The name is nginx's.
 *
 * <p>Thread-safe; no thread waits.
 */
public final class LingeringClose extends Handler.Wrapper {
    private static final long MAX_BYTES = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Lingering lingering = new Lingering(request, callback);
        return super.handle(lingering, response, Callback.from(lingering::drop, callback::failed));
    }

    /** Jetty calls it by one thread at a time, but for the end of patience. */
    private static final class Lingering extends Request.Wrapper {
        private final Callback callback;
        private final AtomicBoolean isOver = new AtomicBoolean();
        private long dropped;

        Lingering(Request request, Callback callback) {
            super(request);
            this.callback = callback;
        }

        /**
         * Whether the whole body has come. Jetty asks before it writes an answer, and says that the connection will be closed
         * where it has not; its own way to find out also fails every read that comes after.
         */
        @Override
        public boolean consumeAvailable() {
            Content.Chunk end = readOn();
            return end != null && !Content.Chunk.isFailure(end);
        }

        /** Begins to drop what still comes after the answer. */
        void drop() {
            if (isEnough()) {
                callback.succeeded();
                return;
            }
            Scheduler.Task patience =
                    getComponents().getScheduler().schedule(this::end, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            demand(() -> dropMore(patience));
        }

        private void dropMore(Scheduler.Task patience) {
            if (isEnough()) {
                patience.cancel();
                end();
            } else {
                demand(() -> dropMore(patience));
            }
        }

        private boolean isEnough() {
            return readOn() != null || dropped > MAX_BYTES;
        }

        /** Reads what is there; the chunk that ends the body or breaks it off, or null while there may be more. */
        private Content.@Nullable Chunk readOn() {
            while (dropped <= MAX_BYTES) {
                Content.Chunk chunk = read();
                if (chunk == null) {
                    return null;
                }
                dropped += chunk.remaining();
                chunk.release();
                if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                    return chunk;
                }
            }
            return null;
        }

        private void end() {
            if (isOver.compareAndSet(false, true)) {
                callback.succeeded();
            }
        }
    }
}
