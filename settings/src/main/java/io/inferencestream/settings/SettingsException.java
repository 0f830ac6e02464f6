package io.inferencestream.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; names every problem at once. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** @param problems all that is wrong, at least one */
    public SettingsException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "\n  - " + problem)
                .collect(Collectors.joining(
                        "",
                        problems.size() == 1
                                ? "The configuration has a problem:"
                                : "The configuration has " + problems.size() + " problems:",
                        "")));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
