package io.inferencestream.producer.cli;

import io.inferencestream.producer.report.Progress;
import io.inferencestream.producer.source.Album;
import io.inferencestream.producer.source.LabelFile;
import io.inferencestream.producer.source.Labels;
import io.inferencestream.producer.source.NoImageException;
import io.inferencestream.producer.source.SourceImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which images, and how many. */
final class ImageOptions {
    /** Where the launcher says that the clone lies, which has the shipped sample. */
    private static final String HOME_PROPERTY = "inference.stream.home";

    private static final String SAMPLE = "samples/fashion/*/*.png";

    @Parameters(
            paramLabel = "PLACE",
            arity = "0..*",
            description = "Where the images are: a folder (with all below it), a zip, a glob in quotes, a file."
                    + " Files that are no images are passed over and named, unless they are named one by one; hidden"
                    + " ones are left out.")
    private List<String> places = new ArrayList<>();

    @Option(names = "--all-files", description = "Send files that are no images too: the stream says what they are.")
    private boolean allFiles;

    @Option(names = "--sample", description = "Take the labelled sample that comes with the project.")
    private boolean sample;

    @Option(
            names = "--labels",
            paramLabel = "folder|FILE.csv",
            description = "Where the true labels are: the name of the folder an image is in, or a table of two"
                    + " columns, file and label. The sample needs none.")
    private @Nullable String labels;

    @Option(names = "--shuffle", paramLabel = "SEED", description = "Mix the images, by this number.")
    private @Nullable Long shuffle;

    @Option(names = "--count", paramLabel = "N", description = "Send that many images and no more.")
    private @Nullable Long count;

    @Option(names = "--loop", description = "Begin again when all are sent: until --count is reached, or until Ctrl-C.")
    private boolean loop;

    /** Opens the images; the caller closes. */
    Album open(CommandLine command) {
        if (places.isEmpty() && !sample) {
            throw new ParameterException(command, "no images: name a PLACE, or --sample");
        }
        if (count != null && count < 1) {
            throw new ParameterException(command, "--count must be at least 1: " + count);
        }
        List<String> all = new ArrayList<>(places);
        if (sample) {
            all.add(Path.of(System.getProperty(HOME_PROPERTY, "."))
                    .resolve(SAMPLE)
                    .toString());
        }
        try {
            Album album = allFiles ? Album.open(all, labels()) : Album.ofImagesIn(all, labels());
            requireLabels(command, album);
            return shuffle == null ? album : album.shuffled(shuffle);
        } catch (NoSuchFileException | AccessDeniedException e) {
            String reason = e.getReason() == null ? "cannot be read" : e.getReason();
            throw new ParameterException(command, e.getFile() + ": " + reason, e);
        } catch (NoImageException e) {
            throw new ParameterException(command, e.getMessage() + "; --all-files sends them", e);
        } catch (IOException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    /** How many images will be sent, or {@link Progress#ENDLESS}. */
    long total(Album album) {
        if (loop) {
            return count == null ? Progress.ENDLESS : count;
        }
        return count == null ? album.size() : Math.min(count, album.size());
    }

    /** The images in the order of sending. */
    Iterator<SourceImage> iterator(Album album) {
        long max = count == null ? Long.MAX_VALUE : count;
        return loop ? album.looped(max) : album.first(max);
    }

    private Labels labels() throws IOException {
        if (labels == null) {
            return sample ? Labels.folder() : Labels.none();
        }
        if (labels.equals("folder")) {
            return Labels.folder();
        }
        Path file = Path.of(labels);
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException("--labels must be folder or a file of labels: " + labels);
        }
        return LabelFile.read(file);
    }

    /** A table that fits no image is a mistake that would show only as an accuracy that is missing. */
    private void requireLabels(CommandLine command, Album album) {
        if (labels != null && album.images().stream().allMatch(image -> image.label() == null)) {
            throw new ParameterException(
                    command,
                    "none of the images, the first of which is "
                            + album.images().get(0).name() + ", has a label in " + labels);
        }
    }
}
