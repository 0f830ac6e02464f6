package io.inferencestream.core.repository;

import static io.inferencestream.settings.Texts.text;

import io.inferencestream.core.model.Task;
import io.inferencestream.settings.BadValueException;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.Setting;
import io.inferencestream.settings.ValueType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a card's labels, from the card itself or from the file that it names. */
final class CardLabels {
    private static final String REMEDY =
            "List the classes' names by class index, or name a file with them as labelsFile.";

    /** Stands in where there are none. */
    private static final List<String> NO_LABELS = List.of("?");

    private final Path card;
    private final Path modelFolder;

    /**
     * @param card the file whose folder a file of labels is relative to
     * @param modelFolder the folder that the file of labels must lie in
     */
    CardLabels(Path card, Path modelFolder) {
        this.card = card;
        this.modelFolder = modelFolder;
    }

    /** Names of classes by index: none may be left out. */
    private record Labels() implements ValueType<List<String>> {
        @Override
        public List<String> read(Setting setting) throws BadValueException {
            if (!setting.isList() && !setting.text().isBlank()) {
                throw new BadValueException("is not a list", "List the classes' names by class index.");
            }
            List<String> labels = setting.isList() ? setting.values() : List.of();
            for (int i = 0; i < labels.size(); i++) {
                if (labels.get(i).isBlank()) {
                    throw new BadValueException("is blank at index " + i, "Name every class.");
                }
            }
            return labels;
        }

        @Override
        public String form() {
            return "a list of texts";
        }

        @Override
        public boolean isList() {
            return true;
        }
    }

    /**
     * Notes what is wrong; the answer has at least one label even then.
     *
     * @param areNeeded whether the task has classes
     */
    List<String> read(Section keys, Task task, boolean areNeeded) {
        List<String> listed = keys.value("labels", new Labels(), "", """
                Names of the classes, by class index; need not differ. Either this or labelsFile must be given where the \
                task has classes.""");
        Optional<String> file = keys.value("labelsFile", text().orNone(), "", """
                A file in UTF-8 with the labels by class index: one a line, or JSON, which is an array, or an object \
                from index to label or from label to index. Relative to the card, and within the model's folder.""");
        boolean isListed = keys.isGiven("labels");
        if (!areNeeded) {
            for (String name : List.of("labels", "labelsFile")) {
                if (keys.isGiven(name)) {
                    keys.problem(name, "means nothing for task: " + task, "Leave it out.");
                }
            }
            return NO_LABELS;
        }
        if (isListed && file.isPresent()) {
            keys.problem("labels", "and labelsFile are both given", "Leave one out.");
        } else if (isListed && listed.isEmpty() && isBlank(keys)) {
            keys.problem("labels", "is empty", REMEDY);
        } else if (!isListed && file.isEmpty()) {
            keys.problemBeside(List.of("labels", "labelsFile"), "labels", "is missing", REMEDY);
        }
        List<String> labels =
                isListed ? listed : file.map(name -> from(keys, name)).orElse(List.of());
        return labels.isEmpty() ? NO_LABELS : labels; // a stand-in: a problem has been noted
    }

    private static boolean isBlank(Section keys) {
        return keys.setting("labels").filter(one -> one.text().isBlank()).isPresent();
    }

    private List<String> from(Section keys, String name) {
        try {
            Path folder = Optional.ofNullable(card.toAbsolutePath().normalize().getParent())
                    .orElseThrow();
            Path path = folder.resolve(name).normalize();
            if (!path.startsWith(modelFolder.toAbsolutePath().normalize())) {
                keys.problem("labelsFile", "is outside " + modelFolder, "Move the file there.");
                return List.of();
            }
            return LabelsFile.read(path);
        } catch (BadValueException e) {
            keys.problem("labelsFile", e.wrong(), e.remedy());
        } catch (CharacterCodingException e) {
            keys.problem("labelsFile", "is not UTF-8 text", "Convert the file.");
        } catch (IOException | InvalidPathException e) {
            keys.problem("labelsFile", "cannot be read: " + e, "Put the file there, or mend its name.");
        }
        return List.of();
    }
}
