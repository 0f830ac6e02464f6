package io.inferencestream.core.repository;

import io.inferencestream.settings.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A model is not in the repository, or not as it should be: says which, why, and what to do, all problems at once. */
public final class ModelRepositoryException extends Exception {
    private static final long serialVersionUID = 1;

    public ModelRepositoryException(String message) {
        super(message);
    }

    public ModelRepositoryException(String message, Throwable cause) {
        super(message, cause);
    }

    static ModelRepositoryException of(String card, List<Problem> problems) {
        String head = problems.size() == 1 ? card + ": " : card + " has " + problems.size() + " problems:\n  - ";
        return new ModelRepositoryException(
                head + problems.stream().map(Problem::toString).collect(Collectors.joining("\n  - ")));
    }
}
