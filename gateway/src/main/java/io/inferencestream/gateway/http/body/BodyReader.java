package io.inferencestream.gateway.http.body;

import io.inferencestream.gateway.http.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a request's body as it comes, without a thread that waits: a thousand slow senders cost a thousand buffers.
 *
 * <p>Used by one request; the container calls it by one thread at a time.
 */
public final class BodyReader implements ReadListener {
    private static final int STEP = 16 << 10;

    private final ServletInputStream input;
    private final long most;
    private final ByteArrayOutputStream body;
    private final byte[] step = new byte[STEP];
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    private BodyReader(ServletInputStream input, long most, long announced) {
        this.input = input;
        this.most = most;
        this.body = new ByteArrayOutputStream((int) Math.min(Math.max(announced, STEP), most));
    }

    /**
     * Begins to read; the request must be asynchronous already.
     *
     * @param most bytes; fails with a problem of status 413 past them
     * @param announced its Content-Length, or -1
     */
    public static CompletableFuture<byte[]> read(ServletInputStream input, long most, long announced) {
        BodyReader reader = new BodyReader(input, most, announced);
        input.setReadListener(reader);
        return reader.whole;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!whole.isDone() && input.isReady()) {
            int count = input.read(step);
            if (count < 0) {
                return;
            }
            if (body.size() + count > most) {
                whole.completeExceptionally(tooLarge(most));
                return;
            }
            body.write(step, 0, count);
        }
    }

    @Override
    public void onAllDataRead() {
        whole.complete(body.toByteArray());
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(ProblemException.badRequest("The body broke off."));
    }

    public static ProblemException tooLarge(long most) {
        return new ProblemException(
                        413, "too-large", "The body is too large", "At most " + most + " bytes are taken here.")
                .header("Connection", "close");
    }
}
