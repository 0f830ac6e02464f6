package io.inferencestream.lab.cli;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.Augmentation;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.data.DataSet;
import io.inferencestream.lab.data.DataSets;
import io.inferencestream.lab.data.FashionMnist;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Networks;
import io.inferencestream.lab.run.Recipe;
import io.inferencestream.lab.train.Optimizer;
import io.inferencestream.lab.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a new run is made from; a resumed one takes its own recipe. */
final class RecipeOptions {
    @Option(names = "--data", paramLabel = "PLACE", description = "the labelled images, as for 'data inspect'")
    @Nullable
    Path data;

    @Option(names = "--classes", split = ",", paramLabel = "NAME", description = "names of the classes, by index")
    List<String> classes = List.of();

    @Option(
            names = "--size",
            paramLabel = "WxHxC",
            converter = DataOptions.ShapeConverter.class,
            description = "shape that images in folders are resized to; if not given, that of the first")
    @Nullable
    ImageShape shape;

    @Option(
            names = "--validation",
            defaultValue = "5000",
            description = "training images held back, where the data has no validation part (${DEFAULT-VALUE})")
    int validation;

    @Option(names = "--dataset", defaultValue = "", description = "name of the data set, for the model's card")
    String dataset = "";

    @Option(names = "--source", defaultValue = "", description = "where it is to be had, for the card")
    String source = "";

    @Option(names = "--licence", defaultValue = "", description = "under which licence, for the card")
    String licence = "";

    @Option(names = "--note", defaultValue = "", description = "what a reader of the card must know besides")
    String note = "";

    @Option(
            names = "--network",
            defaultValue = "residual",
            description = "compact, residual, or a YAML file with a list of layers (${DEFAULT-VALUE})")
    String network = "";

    @Option(names = "--width", defaultValue = "24", description = "first channels of 'residual' (${DEFAULT-VALUE})")
    int width;

    @Option(names = "--dropout", defaultValue = "0.2", description = "of 'residual' (${DEFAULT-VALUE})")
    float dropout;

    @Option(names = "--epochs", defaultValue = "15", description = "passes over the data (${DEFAULT-VALUE})")
    int epochs;

    @Option(names = "--batch-size", defaultValue = "128", description = "images per step (${DEFAULT-VALUE})")
    int batchSize;

    @Option(names = "--optimizer", defaultValue = "adam", description = "adam or sgd (${DEFAULT-VALUE})")
    String optimizer = "";

    @Option(names = "--learning-rate", defaultValue = "0.003", description = "peak of the cosine (${DEFAULT-VALUE})")
    float learningRate;

    @Option(names = "--warm-up", defaultValue = "0.1", description = "share of the steps that rise (${DEFAULT-VALUE})")
    float warmUp;

    @Option(names = "--momentum", defaultValue = "0.9", description = "Nesterov's, of sgd (${DEFAULT-VALUE})")
    float momentum;

    @Option(names = "--weight-decay", defaultValue = "0.01", description = "of kernels (${DEFAULT-VALUE})")
    float weightDecay;

    @Option(names = "--label-smoothing", defaultValue = "0", description = "(${DEFAULT-VALUE})")
    float labelSmoothing;

    @Option(names = "--balanced", description = "rare classes weigh more, so that all count alike")
    boolean balanced;

    @Option(names = "--no-flip", description = "do not mirror images")
    boolean noFlip;

    @Option(names = "--shift", defaultValue = "2", description = "most pixels an image moves (${DEFAULT-VALUE})")
    int shift;

    @Option(names = "--rotate", defaultValue = "0", description = "most degrees an image turns (${DEFAULT-VALUE})")
    float rotate;

    @Option(names = "--crop", defaultValue = "1", description = "smallest share of a side kept (${DEFAULT-VALUE})")
    float crop;

    @Option(names = "--cutout", defaultValue = "0", description = "side of the covered square (${DEFAULT-VALUE})")
    int cutout;

    @Option(names = "--brightness", defaultValue = "0", description = "most change, of 1 (${DEFAULT-VALUE})")
    float brightness;

    @Option(names = "--goal", defaultValue = "accuracy", description = "accuracy or auc (${DEFAULT-VALUE})")
    String goal = "";

    @Option(
            names = "--patience",
            defaultValue = "0",
            description = "epochs without a better one that end the run; 0 for never (${DEFAULT-VALUE})")
    int patience;

    @Option(
            names = "--mixed-precision",
            description = "let convolutions compute in bfloat16: quicker where the processor knows it")
    boolean mixedPrecision;

    @Option(names = "--seed", defaultValue = "7", description = "of everything random (${DEFAULT-VALUE})")
    long seed;

    /** The recipe, checked. */
    Recipe recipe(CommandLine command) throws IOException {
        if (data == null) {
            throw new ParameterException(command, "a new run needs --data");
        }
        DataSet set = DataSets.open(data, classes, shape);
        LabelledImages training = set.training();
        if (set.validation().isEmpty() && (validation < 1 || validation >= training.count())) {
            throw new ParameterException(
                    command, "--validation must be from 1 to " + (training.count() - 1) + ": " + validation);
        }
        try {
            return new Recipe(
                    data.toAbsolutePath().normalize().toString(),
                    set.classes(),
                    shape,
                    validation,
                    origin(set),
                    network(training, set.classes().size()),
                    settings());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }

    private Recipe.Origin origin(DataSet set) {
        boolean isFashion = dataset.isEmpty() && set.classes().equals(FashionMnist.CLASSES);
        return isFashion
                ? new Recipe.Origin(FashionMnist.NAME, FashionMnist.SOURCE, FashionMnist.LICENCE, note)
                : new Recipe.Origin(dataset, source, licence, note);
    }

    private Network network(LabelledImages training, int count) throws IOException {
        if (Networks.NAMES.contains(network)) {
            return Networks.named(network, training.shape(), count, width, dropout);
        }
        Path file = Path.of(network);
        if (!Files.isRegularFile(file)) {
            throw new DataException(file, "is neither a network's name, " + Networks.NAMES + ", nor a file of layers");
        }
        return Networks.read(file, training.shape());
    }

    private TrainingSettings settings() {
        return new TrainingSettings(
                epochs,
                batchSize,
                learningRate,
                warmUp,
                new Optimizer(chosen(Optimizer.Kind.class, "--optimizer", optimizer), momentum, weightDecay),
                labelSmoothing,
                balanced,
                new Augmentation(!noFlip, shift, cutout, rotate, crop, brightness),
                chosen(TrainingSettings.Goal.class, "--goal", goal),
                patience,
                mixedPrecision,
                seed);
    }

    private static <E extends Enum<E>> E chosen(Class<E> kind, String option, String text) {
        for (E value : kind.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                option + " must be one of " + Arrays.toString(kind.getEnumConstants()) + ": " + text);
    }
}
