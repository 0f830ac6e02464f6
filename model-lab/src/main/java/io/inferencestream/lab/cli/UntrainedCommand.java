package io.inferencestream.lab.cli;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.export.UntrainedModel;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Networks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model-lab untrained}: how quick a network would be here, before there is one. */
@Command(
        name = "untrained",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Publishes a network with random weights: it knows nothing, and is as quick as a trained one. For"
                + " sizing machines before there is a model.")
final class UntrainedCommand implements Callable<Integer> {
    private static final Pattern INPUT = Pattern.compile("(\\d{1,4})x(\\d{1,4})x([134])");

    @Option(
            names = "--network",
            defaultValue = "mobilenet-v2",
            paramLabel = "NAME",
            description = "${DEFAULT-VALUE}, compact or residual")
    private String name = "";

    @Option(
            names = "--input",
            defaultValue = "224x224x3",
            paramLabel = "WxHxC",
            description = "width, height and channels of its images (${DEFAULT-VALUE})")
    private String input = "";

    @Option(
            names = "--classes",
            defaultValue = "1000",
            paramLabel = "N",
            description = "how many it tells apart (${DEFAULT-VALUE})")
    private int classes;

    @Option(
            names = "--width",
            defaultValue = "16",
            paramLabel = "N",
            description = "channels of a residual network's first convolution (${DEFAULT-VALUE})")
    private int width;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "the same seed, the same weights (${DEFAULT-VALUE})")
    private long seed;

    @Parameters(
            paramLabel = "PLACE",
            description = "<repository>/<model>[/<version>]; a new version unless it names one")
    private Path place = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path published = UntrainedModel.publish(network(), name, seed, place);
        PrintWriter print = spec.commandLine().getOut();
        print.println(published + ": its weights are random, its answers mean nothing");
        print.flush();
        return 0;
    }

    private Network network() {
        Matcher shape = INPUT.matcher(input);
        if (!shape.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--input must be width x height x channels, such as 224x224x3: " + input);
        }
        try {
            return Networks.named(
                    name, new ImageShape(number(shape, 1), number(shape, 2), number(shape, 3)), classes, width, 0);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static int number(Matcher shape, int group) {
        return Integer.parseInt(shape.group(group));
    }
}
