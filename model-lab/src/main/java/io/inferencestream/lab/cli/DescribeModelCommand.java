package io.inferencestream.lab.cli;

import io.inferencestream.core.foreign.CardDraft;
import io.inferencestream.core.model.InputReport;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code model-lab models describe}. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what a card says of a version.",
            "Where there is no card, prints one made of what Hugging Face, timm, Ultralytics, Triton and the model's"
                    + " own file say."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:described", "1:the files leave keys of the card open: each is named", "2:wrong usage"})
final class DescribeModelCommand extends ModelsCommand.Subcommand {
    @Parameters(paramLabel = "MODEL", description = ModelsCommand.PLACE)
    private Path model = Path.of("");

    @Option(
            names = "--write",
            description =
                    "write the card that is made as model.yaml into the version's folder; TODO stands for keys that"
                            + " are open, and is refused until it is replaced")
    private boolean write;

    @Override
    public Integer call() throws ModelRepositoryException, IOException {
        ModelPlace place = ModelPlace.of(spec.commandLine(), model);
        Optional<CardDraft> draft = place.repository().draft(place.name(), place.version());
        if (draft.isPresent()) {
            return make(draft.get(), place);
        }
        if (write) {
            throw new ParameterException(
                    spec.commandLine(), model + " has a card already: take it away to have one made");
        }
        ModelFiles files = place.find();
        output.show(spec, print -> describe(print, files), files.card());
        return 0;
    }

    private int make(CardDraft draft, ModelPlace place) throws IOException {
        Path file = place.folder().resolve(ModelRepository.CARD_FILE);
        if (write) {
            Files.writeString(file, draft.yaml(), StandardOpenOption.CREATE_NEW);
        }
        List<String> open = draft.open().stream().map(CardDraft.Open::toString).toList();
        Made made = new Made(write ? file.toString() : null, draft.yaml(), open);
        output.show(spec, print -> print.print(made.yaml()), made);
        PrintWriter err = spec.commandLine().getErr();
        if (write) {
            err.println("wrote " + file);
        }
        open.forEach(one -> err.println("to be written: " + one));
        return open.isEmpty() ? 0 : 1;
    }

    /**
     * A card that was made.
     *
     * @param file that it was written to, or null
     * @param open what has to be written before the card is complete
     */
    record Made(@Nullable String file, String yaml, List<String> open) {}

    private static void describe(PrintWriter print, ModelFiles files) {
        ModelCard card = files.card();
        print.printf("%s, for %s%n", card.id(), files.engine());
        print.printf("input      %s%n", InputReport.of(card).summary());
        InputReport.of(card).doubts().forEach(doubt -> print.printf("DOUBTFUL   %s%n", doubt));
        print.printf("output     %s%n", card.answers().summary());
        print.printf("labels     %s%n", String.join(", ", card.labels()));
        card.provenance().forEach((key, value) -> print.printf("%-22s %s%n", key, value));
        card.accuracy().forEach((key, value) -> print.printf(Locale.ROOT, "%-22s %.6f%n", key, value));
        print.printf("checksum   %s%n", card.checksum());
    }
}
