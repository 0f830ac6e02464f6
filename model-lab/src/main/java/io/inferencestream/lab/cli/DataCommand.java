package io.inferencestream.lab.cli;

import io.inferencestream.lab.data.DataSet;
import io.inferencestream.lab.data.Inspection;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.report.ContactSheet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code model-lab data}: labelled images, before anything is trained on them. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Looks at labelled images.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DataCommand.Inspect.class)
final class DataCommand {

    /** {@code model-lab data inspect}. */
    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Prints counts, shapes, class balance and duplicates, also across parts.")
    static final class Inspect implements Callable<Integer> {
        @Mixin
        private final DataOptions data = new DataOptions();

        @Option(names = "--sheet", paramLabel = "FILE", description = "draws the first images of each class, as PNG")
        private @Nullable Path sheet;

        @Mixin
        private final Output output = new Output();

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            DataSet set = data.open();
            Map<String, LabelledImages> parts = new LinkedHashMap<>();
            parts.put("training", set.training());
            set.validation().ifPresent(part -> parts.put("validation", part));
            if (set.isInParts()) {
                parts.put("test", set.test());
            }
            Inspection inspection = Inspection.of(parts);
            if (sheet != null) {
                ContactSheet.write(set.training(), sheet);
            }
            output.show(spec, out -> describe(out, inspection), inspection);
            return 0;
        }

        private static void describe(PrintWriter out, Inspection inspection) {
            inspection.parts().forEach((name, part) -> {
                out.printf(
                        Locale.ROOT,
                        "%-10s  %,d images of %s, mean pixel %.1f%n",
                        name,
                        part.images(),
                        part.shape(),
                        part.mean());
                part.perClass()
                        .forEach((label, count) -> out.printf(
                                Locale.ROOT,
                                "  %-14s %,8d  %5.1f %%%n",
                                label,
                                count,
                                100.0 * count / Math.max(1, part.images())));
            });
            if (inspection.duplicates().isEmpty()) {
                out.println("no image stands twice");
            }
            for (Inspection.Duplicates found : inspection.duplicates()) {
                out.printf(
                        Locale.ROOT,
                        "%,d images of %s stand %s, %,d of them with another label%n",
                        found.images(),
                        found.second(),
                        found.first().equals(found.second()) ? "twice in it" : "in " + found.first() + " too",
                        found.otherLabel());
            }
        }
    }
}
