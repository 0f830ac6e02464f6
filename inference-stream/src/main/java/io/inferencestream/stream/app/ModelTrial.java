package io.inferencestream.stream.app;

import io.inferencestream.kit.check.Finding;
import java.util.List;

/**
 * Which models load.
 *
 * @param loaded those that do, each with its device and its engine
 * @param findings why others do not
 */
record ModelTrial(List<String> loaded, List<Finding> findings) {
    /** None was tried. */
    static final ModelTrial NONE = new ModelTrial(List.of(), List.of());

    ModelTrial {
        loaded = List.copyOf(loaded);
        findings = List.copyOf(findings);
    }
}
