package io.inferencestream.gateway.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes server-sent events to one client without a thread that waits: the next text is taken once the one before has gone.
 *
 * <p>Thread-safe. Never blocks.
 */
final class EventStream implements WriteListener {
    private final ServletOutputStream output;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private byte @Nullable [] next;
    private boolean isToFlush = true;
    private boolean isWritable;

    /** The request must be asynchronous already. */
    EventStream(ServletOutputStream output) {
        this.output = output;
    }

    void start() {
        output.setWriteListener(this);
    }

    /** Done when the client has left or {@link #close} was called. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Whether everything that was given has gone. */
    synchronized boolean isIdle() {
        return isWritable && next == null && !isToFlush;
    }

    /** Writes a text; only when idle. */
    synchronized void write(byte[] text) {
        next = text;
        pump();
    }

    void close() {
        end.complete(null);
    }

    private void pump() {
        try {
            while (isWritable && !end.isDone() && output.isReady()) {
                byte[] text = next;
                if (text != null) {
                    next = null;
                    isToFlush = true;
                    output.write(text);
                } else if (isToFlush) {
                    isToFlush = false;
                    output.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            close();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        isWritable = true;
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }
}
