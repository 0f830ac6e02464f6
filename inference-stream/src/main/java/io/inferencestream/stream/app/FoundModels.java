package io.inferencestream.stream.app;

import io.inferencestream.core.model.InputReport;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.kit.check.Finding;
import java.util.List;

/**
 * The models that are to be served, as far as their files tell.
 *
 * @param files those whose files and cards are as they should be
 * @param defaultModel index of the model for events that ask for none; without meaning where anything is wrong
 * @param findings what is wrong with the others, and with the choice
 */
record FoundModels(List<ModelFiles> files, int defaultModel, List<Finding> findings) {
    FoundModels {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /** How each is fed and how its answers are read, a line each. */
    List<String> descriptions() {
        return files.stream().map(FoundModels::description).toList();
    }

    private static String description(ModelFiles files) {
        ModelCard card = files.card();
        String made = String.join(", ", files.cardSources());
        return card.id() + " is fed " + InputReport.of(card).summary() + "; answers "
                + card.answers().summary()
                + (made.isEmpty() ? "" : "; its card is made from " + made);
    }
}
