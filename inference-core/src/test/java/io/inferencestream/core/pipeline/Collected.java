package io.inferencestream.core.pipeline;

import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.predict.Answers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps every outcome it is told, for one image. Thread-safe. */
final class Collected implements OutcomeListener {
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final AtomicInteger drops = new AtomicInteger();

    @Override
    public void completed(Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void dropped() {
        drops.incrementAndGet();
    }

    /** How often it was told that there will be no outcome. */
    int drops() {
        return drops.get();
    }

    int count() {
        return outcomes.size();
    }

    /** {@code a} for a prediction of label a, {@code CORRUPT_IMAGE} for a rejection, {@code []} for nothing yet. */
    String summary() {
        List<String> labels = outcomes.stream()
                .map(outcome -> outcome.<String>fold(
                        prediction -> Answers.first(prediction),
                        rejection -> rejection.reason().name()))
                .toList();
        return labels.size() == 1 ? labels.get(0) : labels.toString();
    }

    String detail() {
        return outcomes.get(0).fold(prediction -> "", Rejection::detail);
    }

    Outcome outcome() {
        return outcomes.get(0);
    }
}
