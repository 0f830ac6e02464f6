package io.inferencestream.stream.topology;

import java.util.Optional;

/** Knows whether a record should wait for a model that this instance does not serve. Thread-safe. */
@FunctionalInterface
public interface ServedElsewhere {
    /** Nobody serves anything elsewhere. */
    ServedElsewhere NOTHING = route -> Optional.empty();

    /**
     * Why a record that asks for this route, NAME or NAME/VERSION, is not to be judged now.
     *
     * @return what to wait for, for people; empty where no instance serves such a model, so that the record is at fault
     */
    Optional<String> reasonToWait(String route);
}
