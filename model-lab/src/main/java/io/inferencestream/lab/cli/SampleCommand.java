package io.inferencestream.lab.cli;

import io.inferencestream.lab.data.FashionMnist;
import io.inferencestream.lab.data.ImageFolders;
import io.inferencestream.lab.data.LabelledImages;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model-lab sample}: test images as files that people and producers can open. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the first Fashion-MNIST test images of each class as <class>/<index>.png, where index is"
                + " the place in the test set. All 10,000: --per-class 1000.")
final class SampleCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "folder with the IDX files")
    private Path data = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder that receives the classes")
    private Path out = Path.of("");

    @Option(names = "--per-class", defaultValue = "100", description = "images of each class (${DEFAULT-VALUE})")
    private int perClass;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (perClass < 1) {
            throw new ParameterException(spec.commandLine(), "--per-class must be at least 1: " + perClass);
        }
        LabelledImages sample = FashionMnist.in(data).test().firstOfEachClass(perClass);
        new ImageFolders(out).write(sample);
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                "%d images of %d classes in %s%n",
                sample.count(), sample.classes().size(), out);
        print.flush();
        return 0;
    }
}
