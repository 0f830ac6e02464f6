package io.inferencestream.core.repository;

import static io.inferencestream.settings.Quantities.number;
import static io.inferencestream.settings.Texts.choice;
import static io.inferencestream.settings.Texts.matching;
import static io.inferencestream.settings.Texts.text;

import io.inferencestream.core.foreign.CardDraft;
import io.inferencestream.core.model.AnswerSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.settings.Configuration;
import io.inferencestream.settings.Program;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code model.yaml}: each key is declared where it is read, and {@code docs/model-card.md} has them in a table.
 * Names every problem at once, with the key, the value and what to do.
 */
final class ModelCardReader {

    private final Path file;
    private final Path modelFolder;
    private final ModelId id;
    private final String checksum;

    /**
     * @param file the {@code model.yaml}
     * @param modelFolder the model's folder, which a {@code labelsFile} must not leave
     * @param checksum of the version's files; a card that names another is refused
     */
    ModelCardReader(Path file, Path modelFolder, ModelId id, String checksum) {
        this.file = file;
        this.modelFolder = modelFolder;
        this.id = id;
        this.checksum = checksum;
    }

    /** The card, which is complete and fits the files. */
    ModelCard read() throws ModelRepositoryException {
        try {
            return card().read(Files.readString(file), Map.of());
        } catch (SettingsException e) {
            throw ModelRepositoryException.of(file.toString(), e.problems());
        } catch (IOException e) {
            throw new ModelRepositoryException(file + " cannot be read: " + e, e);
        }
    }

    /** The card that a draft makes, which is complete. */
    ModelCard read(CardDraft draft) throws ModelRepositoryException {
        try {
            return card().read(draft.yaml(), Map.of());
        } catch (SettingsException e) {
            throw ModelRepositoryException.of(
                    file.getParent() + ", whose card is made from " + String.join(", ", draft.sources()), e.problems());
        }
    }

    /** What a card can say. */
    Configuration<ModelCard> card() {
        return new Configuration<>(Program.ofFile("card"), this::card);
    }

    private ModelCard card(Section keys) {
        CardInput input = keys.section("input", CardInput::read);
        Resizing resize = CardResizing.read(keys);
        AnswerSpec answers = new CardAnswers(new CardLabels(file, modelFolder)).read(keys);
        Optional<ModelFormat> engine = keys.value(
                "engine", choice(ModelFormat.class, ModelFormat::engine).orNone(), "", """
                What loads the model. Left out: by its files, a SavedModel before an ONNX file.""");
        String signature =
                keys.value("signature", matching("(?s)\\S.*", "is blank", "a name"), ModelCard.DEFAULT_SIGNATURE, """
                        The signature of a SavedModel that is called.""");
        List<String> tags = keys.value("tags", text().listed(), "", """
                The tags of the graph to load, of a SavedModel with several. Left out: serve, or those of the only \
                graph.""");
        Map<String, String> examples =
                new CardExamples(file, modelFolder, modelFolder.resolve(id.version())).read(keys, answers.labels());
        Map<String, String> provenance = keys.entries("provenance", text(), """
                Where the model comes from, in its maker's words. Shown, and without effect.""");
        Map<String, Double> accuracy = keys.entries("accuracy", number(), """
                Measured figures, by what they were measured on. Shown, and without effect.""");
        checkChecksum(keys);
        return new ModelCard(
                id,
                input.shape(),
                input.encoding(),
                resize,
                answers,
                engine.map(ModelFormat::engine).orElse(null),
                signature,
                tags,
                examples,
                provenance,
                accuracy,
                checksum);
    }

    private void checkChecksum(Section keys) {
        Optional<String> given = keys.value("checksum", text().orNone(), "", """
                SHA-256 of the version's files, its card aside. A start with other files is refused. Left out: not \
                checked.""");
        if (given.isPresent() && !given.get().equals(checksum)) {
            keys.problem(
                    "checksum",
                    "is not that of the files, " + checksum + ": they are damaged or were exchanged",
                    "Copy them again, or put the new checksum down.");
        }
    }

    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
