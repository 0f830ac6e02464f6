package io.inferencestream.lab.optimise;

import java.util.Locale;

/** A candidate lost more accuracy than the gate allows. Nothing was published. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(AccuracyGate gate, Measurement parent, Measurement candidate) {
        super(String.format(
                Locale.ROOT,
                "%s is refused: validation accuracy %.4f, %.2f points below %s; at most %.2f are allowed (--max-drop)",
                candidate.name(),
                candidate.accuracy(),
                100 * (parent.accuracy() - candidate.accuracy()),
                parent.name(),
                gate.maxDrop()));
    }
}
