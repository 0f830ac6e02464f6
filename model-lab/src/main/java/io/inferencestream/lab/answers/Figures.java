package io.inferencestream.lab.answers;

import java.util.List;

/**
 * How good answers are.
 *
 * @param metrics a record of figures, for programs
 * @param lines the same for people
 */
public record Figures(Object metrics, List<String> lines) {
    public Figures {
        lines = List.copyOf(lines);
    }
}
