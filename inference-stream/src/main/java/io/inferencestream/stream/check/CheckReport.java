package io.inferencestream.stream.check;

import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.properties.InputFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the checks found.
 *
 * @param findings everything, in the order of the checks
 * @param input what the input topic is like; always there where no finding is a problem
 */
public record CheckReport(List<Finding> findings, Optional<InputFacts> input) {
    public CheckReport {
        findings = List.copyOf(findings);
        if (input.isEmpty() && findings.stream().noneMatch(Finding::isProblem)) {
            throw new IllegalArgumentException("a report without problems needs the facts of the input: " + findings);
        }
    }

    /** Whether a stream can start: there may be warnings, but no problem. */
    public boolean isPassed() {
        return findings.stream().noneMatch(Finding::isProblem);
    }

    /** This report with further findings behind its own. */
    public CheckReport with(List<Finding> more) {
        return new CheckReport(Stream.concat(findings.stream(), more.stream()).toList(), input);
    }
}
