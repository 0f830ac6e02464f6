package io.inferencestream.producer.cli;

import io.inferencestream.producer.report.PlainLines;
import io.inferencestream.producer.report.Progress;
import io.inferencestream.producer.report.ReportJson;
import io.inferencestream.producer.report.RunReport;
import io.inferencestream.producer.report.SummaryText;
import io.inferencestream.producer.report.TerminalBar;
import io.inferencestream.producer.run.ProducerRun;
import io.inferencestream.producer.run.RunException;
import io.inferencestream.producer.run.RunSettings;
import io.inferencestream.producer.source.Album;
import io.inferencestream.producer.source.PassedOver;
import io.inferencestream.producer.source.SourceImage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code producer-demo}: publishes images to the stream and, on request, accounts for every one. */
@Command(
        name = "producer-demo",
        description = "Publishes images to the stream and, with --await, accounts for every one.",
        mixinStandardHelpOptions = true,
        version = "inference-stream 0.1.0",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image was sent and, with --await, has exactly one outcome",
            "1:images were not sent, not accounted for or accounted for twice; or the cluster is not usable",
            "2:the command line is wrong, or the images are not there"
        })
public final class ProducerDemo implements Callable<Integer> {
    private static final Duration LINE_EVERY = Duration.ofSeconds(2);
    private static final int INCOMPLETE = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @ArgGroup(validate = false, heading = "%nSending:%n")
    private SendOptions sending = new SendOptions();

    @ArgGroup(validate = false, heading = "%nAccounting:%n")
    private AwaitOptions awaiting = new AwaitOptions();

    @ArgGroup(validate = false, heading = "%nKafka:%n")
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--json",
            description = "Print the report as one JSON object on standard output, nothing else there.")
    private boolean json;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        Logging.configure();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ProducerDemo())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(ProducerDemo::complain);
    }

    /** One line that says what is wrong, not buried under all the help. */
    private static int complain(ParameterException problem, String[] args) {
        PrintWriter err = problem.getCommandLine().getErr();
        err.println("producer-demo: " + problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("Try producer-demo --help.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws Exception {
        RunSettings settings = sending.settings(spec.commandLine(), awaiting, kafka);
        try (Album album = images.open(spec.commandLine())) {
            tell(album.passedOver());
            long total = images.total(album);
            Iterator<SourceImage> source = images.iterator(album);
            Progress progress = Terminal.isThere()
                    ? new TerminalBar(total, settings.awaits())
                    : new PlainLines(System.err, total, settings.awaits(), LINE_EVERY, System::nanoTime);
            return run(new ProducerRun(settings, progress), source, album.passedOver());
        }
    }

    private void tell(PassedOver passedOver) {
        if (passedOver.count() > 0) {
            spec.commandLine()
                    .getErr()
                    .println("producer-demo: passes over " + passedOver + "; --all-files sends them too");
        }
    }

    private int run(ProducerRun run, Iterator<SourceImage> source, PassedOver passedOver) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Interruption interruption = Interruption.stopping(run);
        try {
            RunReport report = run.execute(source);
            out.print(json ? json(report, passedOver) : SummaryText.of(report));
            out.flush();
            return report.isComplete() ? 0 : INCOMPLETE;
        } catch (RunException e) {
            spec.commandLine().getErr().println("producer-demo: " + e.getMessage());
            return INCOMPLETE;
        } finally {
            interruption.reported();
        }
    }

    private static String json(RunReport report, PassedOver passedOver) {
        return ReportJson.node(report).put("passed_over", passedOver.count()) + "\n";
    }
}
