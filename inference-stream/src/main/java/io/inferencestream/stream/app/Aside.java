package io.inferencestream.stream.app;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work on a thread of its own, beside the caller's. The thread keeps no process alive. */
final class Aside {
    private Aside() {}

    static <T> CompletableFuture<T> run(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        });
    }
}
