package io.inferencestream.core.repository;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds models in a folder: {@code <name>/<version>/} holds what an engine loads, and a {@code model.yaml} in the
 * version's folder or, for all versions that have none of their own, in the model's. The layouts of TensorFlow Serving
 * and of Triton are such folders.
 *
 * <p>Thread-safe. Reads the folder anew at every call, keeps nothing, and writes nothing.
 */
public final class ModelRepository {
    /** Name of the file with a model's card. */
    public static final String CARD_FILE = "model.yaml";

    private final Path root;

    public ModelRepository(Path root) {
        this.root = root;
    }

    /** Every model with at least one version, in alphabetic order. */
    public List<String> names() throws ModelRepositoryException {
        if (!Files.isDirectory(root)) {
            throw new ModelRepositoryException(root + " is not a folder: create it, or name the folder that holds your"
                    + " models (<name>/<version>/)");
        }
        List<String> names = new ArrayList<>();
        for (String name : folders(root)) {
            if (!versionsIn(root.resolve(name)).isEmpty()) {
                names.add(name);
            }
        }
        return names.stream().sorted().toList();
    }

    /**
     * Every version of a model, the oldest first: numbers by their value, after all that are none. A version is a folder
     * with a number for a name, or with a model in it.
     */
    public List<String> versions(String name) throws ModelRepositoryException {
        requireFolderName("model", name);
        Path folder = root.resolve(name);
        List<String> versions = Files.isDirectory(folder) ? versionsIn(folder) : List.of();
        if (versions.isEmpty()) {
            List<String> names = names();
            throw new ModelRepositoryException("there is no model '" + name + "' in " + root + ": it holds "
                    + (names.isEmpty() ? "none" : String.join(", ", names)) + "; put the model's files into "
                    + folder.resolve("1"));
        }
        return versions;
    }

    /** The newest version of a model. */
    public ModelFiles find(String name) throws ModelRepositoryException {
        List<String> versions = versions(name);
        return find(name, versions.get(versions.size() - 1));
    }

    /**
     * One version of a model. Reads its card and all its files, for the checksum.
     *
     * @throws ModelRepositoryException if it is not there, or its files or card are not as they should be
     */
    public ModelFiles find(String name, String version) throws ModelRepositoryException {
        requireFolderName("model", name);
        requireFolderName("version", version);
        List<String> versions = versions(name);
        if (!versions.contains(version)) {
            throw new ModelRepositoryException("model '" + name + "' has no version '" + version + "' in " + root
                    + ": it has " + String.join(", ", versions));
        }
        Path modelFolder = root.resolve(name);
        Path folder = modelFolder.resolve(version);
        try {
            ModelId id = new ModelId(name, version);
            Path file = cardFile(folder, modelFolder);
            ModelCard card = new ModelCardReader(file, modelFolder, id, ModelChecksum.of(folder)).read();
            ModelFormat format = format(folder, card);
            Path payload = format.payload(folder).orElseThrow();
            return new ModelFiles(folder, card, format.engine(), payload);
        } catch (IOException e) {
            throw new ModelRepositoryException(folder + " cannot be read: " + e, e);
        }
    }

    private static Path cardFile(Path folder, Path modelFolder) throws ModelRepositoryException {
        Path own = folder.resolve(CARD_FILE);
        Path shared = modelFolder.resolve(CARD_FILE);
        if (!Files.exists(own) && !Files.exists(shared)) {
            throw new ModelRepositoryException("neither " + own + " nor " + shared + " is there: write one, at least"
                    + " 'labels: [cat, dog]' and 'input: {width: 224, height: 224, channels: 3}'");
        }
        return Files.exists(own) ? own : shared;
    }

    private static ModelFormat format(Path folder, ModelCard card) throws IOException, ModelRepositoryException {
        Predicate<ModelFormat> wanted =
                format -> card.engine() == null || format.engine().equals(card.engine());
        for (ModelFormat format : Stream.of(ModelFormat.values()).filter(wanted).toList()) {
            if (format.payload(folder).isPresent()) {
                return format;
            }
        }
        throw new ModelRepositoryException(folder + " holds no model"
                + (card.engine() == null ? "" : " for the engine " + card.engine())
                + ": put saved_model.pb with its variables folder, or model.onnx, there" + choice(folder));
    }

    private static String choice(Path folder) throws IOException {
        List<Path> files = new ArrayList<>(ModelFormat.onnxFiles(folder));
        Path below = folder.resolve("onnx");
        files.addAll(Files.isDirectory(below) ? ModelFormat.onnxFiles(below) : List.of());
        return files.size() < 2
                ? ""
                : "; which of its ONNX files is meant cannot be told: name one of them model.onnx, or take the others"
                        + " away ("
                        + String.join(
                                ", ",
                                files.stream()
                                        .map(file -> folder.relativize(file).toString())
                                        .toList()) + ")";
    }

    private static List<String> versionsIn(Path modelFolder) throws ModelRepositoryException {
        List<String> versions = new ArrayList<>();
        for (String folder : folders(modelFolder)) {
            if (VersionOrder.isNumber(folder) || holdsModel(modelFolder.resolve(folder))) {
                versions.add(folder);
            }
        }
        versions.sort(VersionOrder.OLDEST_FIRST);
        return List.copyOf(versions);
    }

    private static boolean holdsModel(Path folder) throws ModelRepositoryException {
        try {
            for (ModelFormat format : ModelFormat.values()) {
                Optional<Path> payload = format.payload(folder);
                if (payload.isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new ModelRepositoryException(folder + " cannot be read: " + e, e);
        }
    }

    private static List<String> folders(Path parent) throws ModelRepositoryException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new ModelRepositoryException(parent + " cannot be read: " + e, e);
        }
    }

    private static void requireFolderName(String what, String name) throws ModelRepositoryException {
        boolean plain = !name.isBlank()
                && !name.startsWith(".")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
        if (!plain) {
            throw new ModelRepositoryException(
                    "'" + name + "' is not a " + what + "'s name: give the plain name of a folder");
        }
    }
}
