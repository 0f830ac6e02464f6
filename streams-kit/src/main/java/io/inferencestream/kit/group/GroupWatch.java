package io.inferencestream.kit.group;

import io.inferencestream.kit.health.Readiness;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the instance's own group while it runs, and says in the stream's readiness when another member does other
 * work: two instances that start at one time find nobody there when they look first.
 *
 * <p>Starts one thread. A cluster that does not answer changes nothing in what was last said.
 */
public final class GroupWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWatch.class);
    private static final String GROUP = "group";
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final GroupReader reader;
    private final Discord discord;
    private final Readiness readiness;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "group-watch");
        thread.setDaemon(true);
        return thread;
    });

    private Optional<String> last = Optional.empty();

    /** @param reader with a client that stays the caller's to close */
    public GroupWatch(GroupReader reader, Discord discord, Readiness readiness) {
        this.reader = reader;
        this.discord = discord;
        this.readiness = readiness;
    }

    /** Looks every few seconds from now on. */
    public void start() {
        timer.scheduleWithFixedDelay(this::read, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void read() {
        try {
            Optional<String> found = discord.in(reader.read(PATIENCE));
            if (!found.equals(last)) {
                last = found;
                say(found);
            }
        } catch (KafkaException e) {
            LOG.debug("The group cannot be looked at now", e);
        } catch (RuntimeException e) { // the top of this thread
            LOG.atWarn().setCause(e).log("The group could not be looked at; the stream goes on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(Optional<String> found) {
        if (found.isPresent()) {
            readiness.obstruct(GROUP, found.get());
            LOG.error(
                    "The members of this group do different work, which stalls them: {}. {}",
                    found.get(),
                    Discord.REMEDY);
        } else {
            readiness.clear(GROUP);
            LOG.info("All members of the group do the same work again");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
