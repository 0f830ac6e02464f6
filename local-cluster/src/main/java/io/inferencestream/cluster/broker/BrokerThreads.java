package io.inferencestream.cluster.broker;

import java.util.function.Consumer;
import org.apache.kafka.common.utils.internals.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one run of a broker. Kafka ends the process when something breaks; here that ends the calling thread
 * and is reported instead.
 *
 * <p>Kafka's exit procedures are one for the whole process. A thread inherits the group of the thread that made it, so
 * the group tells which broker wanted to exit, and that a thread of anybody else did: that one may still end the process.
 */
final class BrokerThreads extends ThreadGroup {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerThreads.class);

    static {
        Exit.setExitProcedure((status, message) -> {
            report("exit", status, message);
            System.exit(status);
        });
        Exit.setHaltProcedure((status, message) -> {
            report("halt", status, message);
            Runtime.getRuntime().halt(status);
        });
    }

    private final Consumer<BrokerException> onExit;

    /** @param onExit told on the thread that wanted to end the process, each time */
    BrokerThreads(String name, Consumer<BrokerException> onExit) {
        super(name);
        this.onExit = onExit;
    }

    /** @throws ExitRefused if the calling thread is a broker's */
    private static void report(String wish, int status, @Nullable String message) {
        for (ThreadGroup group = Thread.currentThread().getThreadGroup(); group != null; group = group.getParent()) {
            if (group instanceof BrokerThreads threads) {
                String reason = message == null ? "see Kafka's own error in the log" : message;
                ExitRefused refused = new ExitRefused(wish + " with status " + status);
                threads.onExit.accept(new BrokerException("the broker broke: " + reason, refused));
                throw refused;
            }
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (!(thrown instanceof ExitRefused)) {
            LOG.atError()
                    .addKeyValue("thread", thread.getName())
                    .setCause(thrown)
                    .log("a broker's thread died");
        }
    }

    /** Unwinds the thread that wanted to end the process. An error, so that no handler of exceptions keeps it. */
    static final class ExitRefused extends Error {
        private static final long serialVersionUID = 1L;

        private ExitRefused(String message) {
            super(message);
        }
    }
}
