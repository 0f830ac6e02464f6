package io.inferencestream.lab.cli;

import io.inferencestream.core.repository.InputShape;
import io.inferencestream.lab.data.Augmentation;
import io.inferencestream.lab.data.FashionMnist;
import io.inferencestream.lab.data.IdxFiles;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.export.Publication;
import io.inferencestream.lab.export.Publisher;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.CompactCnn;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.train.EpochReport;
import io.inferencestream.lab.train.Trainer;
import io.inferencestream.lab.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model-lab train}: fits the compact CNN to Fashion-MNIST and publishes it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a compact CNN on Fashion-MNIST and publishes it as a version of a model.",
            "Choices are made on a validation part of the training pictures; the test pictures are looked at once,"
                    + " for the version that is published."
        })
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "folder with the four IDX files")
    private Path data = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder of the new version, <model>/<version>; without it nothing is published and the test"
                    + " pictures are not read")
    private @Nullable Path out;

    @Option(names = "--epochs", defaultValue = "15", description = "passes over the data (${DEFAULT-VALUE})")
    private int epochs;

    @Option(names = "--batch-size", defaultValue = "128", description = "pictures per step (${DEFAULT-VALUE})")
    private int batchSize;

    @Option(names = "--learning-rate", defaultValue = "0.003", description = "peak of the schedule (${DEFAULT-VALUE})")
    private float learningRate;

    @Option(names = "--no-flip", negatable = false, description = "do not mirror pictures")
    private boolean noFlip;

    @Option(names = "--shift", defaultValue = "1", description = "most pixels a picture moves (${DEFAULT-VALUE})")
    private int shift;

    @Option(names = "--cutout", defaultValue = "0", description = "side of the covered square (${DEFAULT-VALUE})")
    private int cutout;

    @Option(
            names = "--validation",
            defaultValue = "5000",
            description = "training pictures held back for validation (${DEFAULT-VALUE})")
    private int validation;

    @Option(names = "--seed", defaultValue = "7", description = "of everything random (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "that compute; 1 repeats bit by bit, 0 is all processors (${DEFAULT-VALUE})")
    private int threads;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        Threads own = threads == 0 ? Threads.all() : new Threads(threads);
        Publisher publisher = out == null ? null : new Publisher(out, own);
        IdxFiles files = FashionMnist.in(data);
        LabelledImages.Split split = split(files.training());
        LabelledImages test = publisher == null ? null : files.test();
        Network network = CompactCnn.of(
                new InputShape(split.training().width(), split.training().height(), 1),
                split.training().classes().size());
        TrainingSettings settings = settings(own);
        print.printf(
                Locale.ROOT,
                "%d parameters, %.1f million multiplications a picture, %d training and %d validation pictures%n",
                network.parameters(),
                network.multiplications() / 1e6,
                split.training().count(),
                split.validation().count());
        print.flush();
        long startedAtNanos = System.nanoTime();
        EpochReport last;
        TrainedNetwork trained;
        try (ProgressLine progress = new ProgressLine(print, Terminal.isWatched())) {
            trained = new Trainer(settings, progress).train(network, split);
            last = progress.last();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        print.printf("trained in %d s%n", took.toSeconds());
        if (publisher != null && test != null) {
            Map<String, String> provenance = provenance(settings, network, took);
            report(print, publisher.publish(trained, test, provenance, last.validation()));
        }
        print.flush();
        return 0;
    }

    private TrainingSettings settings(Threads own) {
        try {
            return new TrainingSettings(
                    epochs, batchSize, learningRate, new Augmentation(!noFlip, shift, cutout), seed, own);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private LabelledImages.Split split(LabelledImages all) {
        requireBetween("--validation", validation, all.count() - 1);
        requireBetween("--batch-size", batchSize, all.count() - validation);
        return all.split(validation, seed);
    }

    private void requireBetween(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + " must be from 1 to " + most + ": " + value);
        }
    }

    private Map<String, String> provenance(TrainingSettings settings, Network network, Duration took) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("dataset", FashionMnist.NAME);
        provenance.put("source", FashionMnist.SOURCE);
        provenance.put("licence", FashionMnist.LICENCE);
        provenance.put("trainedBy", "model-lab train, TensorFlow " + TensorFlow.version());
        provenance.put("seed", String.valueOf(settings.seed()));
        provenance.put("epochs", String.valueOf(settings.epochs()));
        provenance.put("batchSize", String.valueOf(settings.batchSize()));
        provenance.put("learningRate", String.valueOf(settings.learningRate()));
        provenance.put("augmentation", settings.augmentation().toString());
        provenance.put("trainingPictures", "all but " + validation + " held back for validation");
        provenance.put("threads", String.valueOf(settings.threads().perOperation()));
        provenance.put("seconds", String.valueOf(took.toSeconds()));
        provenance.put("parameters", String.valueOf(network.parameters()));
        provenance.put("multiplications", String.valueOf(network.multiplications()));
        return provenance;
    }

    private static void report(PrintWriter print, Publication publication) {
        Evaluation evaluation = publication.evaluation();
        EvaluationReport.print(print, evaluation);
        print.printf(
                Locale.ROOT,
                "the export agrees with the network on all %d pictures, probabilities within %.1e%n",
                publication.agreement().pictures(),
                publication.agreement().largestDifference());
        print.printf(Locale.ROOT, "published %s, %d bytes%n", publication.card().id(), publication.bytes());
    }
}
