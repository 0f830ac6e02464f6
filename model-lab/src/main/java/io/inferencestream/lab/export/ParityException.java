package io.inferencestream.lab.export;

import io.inferencestream.lab.evaluate.Agreement;

/** What was exported does not compute what the network does. Nothing was published. */
public final class ParityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParityException(ExportFormat format, Agreement agreement) {
        super("the export as " + format.spelling() + " differs from the network on "
                + agreement.differing().size() + " of " + agreement.images() + " images, first on "
                + agreement.differing().get(0) + "; nothing was published");
    }
}
