package io.inferencestream.producer.account;

import org.jspecify.annotations.Nullable;

/**
 * What the books keep of an image until its outcome is there.
 *
 * @param id what the image is called
 * @param idComesBack whether the prediction carries the id, so that it can be compared
 * @param label what the image truly shows, or null
 * @param dueNanos when the schedule wanted it sent, on the run's ticker
 */
public record SentImage(
        String id, boolean idComesBack, @Nullable String label, long dueNanos) {}
