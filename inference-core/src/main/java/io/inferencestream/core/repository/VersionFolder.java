package io.inferencestream.core.repository;

import io.inferencestream.core.foreign.CardDraft;
import io.inferencestream.core.foreign.ForeignCard;
import io.inferencestream.core.foreign.ForeignFileException;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one version of a model.
 *
 * @param id the model's name and the version
 * @param modelFolder the model's folder, which holds this one
 */
record VersionFolder(ModelId id, Path modelFolder) {

    Path folder() {
        return modelFolder.resolve(id.version());
    }

    /** Reads the card, or makes it of other tools' files where there is none, and all files, for the checksum. */
    ModelFiles read() throws IOException, ModelRepositoryException {
        Optional<Path> file = cardFile();
        String checksum = ModelChecksum.of(folder());
        if (file.isEmpty()) {
            return made(checksum);
        }
        ModelCard card = reader(file.get(), checksum).read();
        ModelFormat format = format(card.engine());
        return new ModelFiles(folder(), card, format.engine(), payload(format));
    }

    private ModelFiles made(String checksum) throws IOException, ModelRepositoryException {
        CardDraft draft = draft();
        if (!draft.open().isEmpty()) {
            throw new ModelRepositoryException(folder() + " has no " + ModelRepository.CARD_FILE + ", and what "
                    + String.join(", ", draft.sources()) + " say of the model leaves open:\n  - "
                    + draft.open().stream().map(CardDraft.Open::toString).collect(Collectors.joining("\n  - "))
                    + "\nbin/model-lab models describe " + folder()
                    + " --write writes a card with what is known, in which TODO stands for the rest");
        }
        ModelFormat format = format(null);
        ModelCard card = reader(ownCard(), checksum).read(draft);
        return new ModelFiles(folder(), card, format.engine(), payload(format), draft.sources());
    }

    private ModelCardReader reader(Path file, String checksum) {
        return new ModelCardReader(file, modelFolder, id, checksum);
    }

    /** The card as far as other tools' files tell it. */
    CardDraft draft() throws IOException, ModelRepositoryException {
        try {
            return ForeignCard.draft(folder(), modelFolder, payload(format(null)));
        } catch (ForeignFileException e) {
            throw new ModelRepositoryException(
                    "neither " + ownCard() + " nor " + sharedCard()
                            + " is there: write one, at least 'labels: [cat, dog]'"
                            + " and 'input: {width: 224, height: 224, channels: 3}'; no card can be made, since "
                            + e.getMessage(),
                    e);
        }
    }

    /** The version's own card, or else the one for all versions of the model. */
    Optional<Path> cardFile() {
        return Stream.of(ownCard(), sharedCard()).filter(Files::exists).findFirst();
    }

    private Path ownCard() {
        return folder().resolve(ModelRepository.CARD_FILE);
    }

    private Path sharedCard() {
        return modelFolder.resolve(ModelRepository.CARD_FILE);
    }

    private Path payload(ModelFormat format) throws IOException {
        return format.payload(folder()).orElseThrow();
    }

    private ModelFormat format(@Nullable String engine) throws IOException, ModelRepositoryException {
        for (ModelFormat format : ModelFormat.values()) {
            boolean isWanted = engine == null || format.engine().equals(engine);
            if (isWanted && format.payload(folder()).isPresent()) {
                return format;
            }
        }
        throw new ModelRepositoryException(
                folder() + " holds no model" + (engine == null ? "" : " for the engine " + engine)
                        + ": put saved_model.pb with its variables folder, or model.onnx, there" + choice());
    }

    private String choice() throws IOException {
        List<Path> files = new ArrayList<>(ModelFormat.onnxFiles(folder()));
        Path below = folder().resolve("onnx");
        files.addAll(Files.isDirectory(below) ? ModelFormat.onnxFiles(below) : List.of());
        List<String> names =
                files.stream().map(file -> folder().relativize(file).toString()).toList();
        return names.size() < 2
                ? ""
                : "; which of its ONNX files is meant cannot be told: name one of them model.onnx, or take the others"
                        + " away (" + String.join(", ", names) + ")";
    }
}
