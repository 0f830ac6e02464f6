package io.inferencestream.kit.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the schema registry answers. */
public final class RegistryCheck {
    private final Patience patience;

    /** A check that waits in real time. */
    public RegistryCheck() {
        this(Patience.real());
    }

    RegistryCheck(Patience patience) {
        this.patience = patience;
    }

    /**
     * Asks until the registry answers; blocks the calling thread.
     *
     * @param url of the registry, as the operator should see it
     * @param maxWait after which it is not asked again
     * @param probe asks once: empty when the registry answered well, otherwise what went wrong, in words
     * @return nothing, or one problem
     */
    public List<Finding> run(String url, Duration maxWait, Supplier<Optional<String>> probe) {
        return patience.until(maxWait, probe).stream()
                .map(wrong -> unusable(url, maxWait, wrong))
                .toList();
    }

    /**
     * What to say of a registry that is not usable.
     *
     * @param maxWait after which it was not
     * @param wrong what went wrong, in words
     */
    public static Finding unusable(String url, Duration maxWait, String wrong) {
        return Finding.problem(
                "registry.schema.registry.url",
                "the schema registry at " + url + " is not usable after " + maxWait.toMillis() + " ms: " + wrong,
                "Start it, or mend the address and credentials under registry.");
    }
}
