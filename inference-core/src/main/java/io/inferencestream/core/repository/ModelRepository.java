package io.inferencestream.core.repository;

import io.inferencestream.core.foreign.CardDraft;
import io.inferencestream.core.model.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds models in a folder: {@code <name>/<version>/} holds what an engine loads, and a {@code model.yaml} in the
 * version's folder or, for all versions that have none of their own, in the model's. The layouts of TensorFlow Serving
 * and of Triton are such folders. Where there is no card, one is made of what other tools say in their files.
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
        VersionFolder folder = folder(name, version);
        try {
            return folder.read();
        } catch (IOException e) {
            throw new ModelRepositoryException(folder.folder() + " cannot be read: " + e, e);
        }
    }

    /**
     * The card of a version that has none, as far as the files of other tools tell it.
     *
     * @return nothing where there is a card
     * @throws ModelRepositoryException if the version is not there, or its files cannot be read
     */
    public Optional<CardDraft> draft(String name, String version) throws ModelRepositoryException {
        VersionFolder folder = folder(name, version);
        try {
            return folder.cardFile().isPresent() ? Optional.empty() : Optional.of(folder.draft());
        } catch (IOException e) {
            throw new ModelRepositoryException(folder.folder() + " cannot be read: " + e, e);
        }
    }

    private VersionFolder folder(String name, String version) throws ModelRepositoryException {
        requireFolderName("model", name);
        requireFolderName("version", version);
        List<String> versions = versions(name);
        if (!versions.contains(version)) {
            throw new ModelRepositoryException("model '" + name + "' has no version '" + version + "' in " + root
                    + ": it has " + String.join(", ", versions));
        }
        return new VersionFolder(new ModelId(name, version), root.resolve(name));
    }

    /** Whether a folder is a version of a model: it has a number for a name, or a model in it. */
    public static boolean isVersion(Path folder) throws ModelRepositoryException {
        return VersionOrder.isNumber(String.valueOf(folder.getFileName()))
                || Files.isDirectory(folder) && holdsModel(folder);
    }

    private static List<String> versionsIn(Path modelFolder) throws ModelRepositoryException {
        List<String> versions = new ArrayList<>();
        for (String folder : folders(modelFolder)) {
            if (isVersion(modelFolder.resolve(folder))) {
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
