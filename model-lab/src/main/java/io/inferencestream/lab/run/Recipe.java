package io.inferencestream.lab.run;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.DataSet;
import io.inferencestream.lab.data.DataSets;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.train.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run is made from.
 *
 * @param data where the images are, as {@link DataSets#open} takes it
 * @param classes names of the classes, by index
 * @param shape that images of folders are resized to; null for that of the first
 * @param validation training images held back where the data set has no validation part of its own; at least 1
 * @param origin what the data is and by whose leave it is used
 * @param network that is trained
 * @param settings of the training
 */
public record Recipe(
        String data,
        List<String> classes,
        @Nullable ImageShape shape,
        int validation,
        Origin origin,
        Network network,
        TrainingSettings settings) {
    public Recipe {
        classes = List.copyOf(classes);
        if (network.classes() != classes.size()) {
            throw new IllegalArgumentException("the network tells " + network.classes()
                    + " classes apart, but there are " + classes.size() + ": " + classes);
        }
    }

    /**
     * What the data is, for the model's card.
     *
     * @param name of the data set
     * @param source where it is to be had
     * @param licence under which
     * @param note what a reader must know besides; may be empty
     */
    public record Origin(String name, String source, String licence, String note) {}

    /** The images; none is read yet. */
    public DataSet open() {
        return DataSets.open(Path.of(data), classes, shape);
    }

    /** Training and validation images. The test images are not read. */
    public LabelledImages.Split split() {
        return split(open(), validation, settings.seed());
    }

    /** Training and validation images of a data set; held back at random if it has but training images. */
    public static LabelledImages.Split split(DataSet data, int validation, long seed) {
        LabelledImages training = data.training();
        return data.validation()
                .map(held -> new LabelledImages.Split(training, held))
                .orElseGet(() -> training.split(validation, seed));
    }
}
