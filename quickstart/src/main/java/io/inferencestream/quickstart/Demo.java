package io.inferencestream.quickstart;

import io.inferencestream.cluster.broker.BrokerException;
import io.inferencestream.cluster.loopback.PortTakenException;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.http.CannotListenException;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.producer.cli.Terminal;
import io.inferencestream.producer.publish.KeyBy;
import io.inferencestream.producer.report.PlainLines;
import io.inferencestream.producer.report.Progress;
import io.inferencestream.producer.report.ReportJson;
import io.inferencestream.producer.report.RunReport;
import io.inferencestream.producer.report.SummaryText;
import io.inferencestream.producer.report.TerminalBar;
import io.inferencestream.producer.run.ProducerRun;
import io.inferencestream.producer.run.RunException;
import io.inferencestream.producer.run.RunSettings;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.stream.config.StreamSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./demo}: real images through a real cluster, registry, stream and model, in one process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Starts Kafka, a schema registry, the stream and its web app in one process, streams the labelled sample with six"
                        + " damaged images among it, shows what came of them, and leaves everything running until Ctrl-C.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image has exactly one outcome",
            "1:images are unaccounted for, or something could not start: the message says what",
            "2:wrong usage"
        })
public final class Demo implements Callable<Integer> {
    private static final String LOGGING = "logback.configurationFile";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LINE_EVERY = Duration.ofSeconds(2);
    private static final int FAILED = 1;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "5000",
            description =
                    "good images to send" + " (${DEFAULT-VALUE}); the sample of 1,000 is repeated as often as it takes")
    private long imageCount;

    @Option(names = "--exit", description = "end by itself once every image is accounted for")
    private boolean exits;

    @Option(names = "--json", description = "print the summary as one JSON object, as the last line on standard output")
    private boolean json;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "images per second; 0 (the default)" + " for as fast as they go")
    private double rate;

    @Option(
            names = "--delivery",
            paramLabel = "MODE",
            defaultValue = "exactly-once",
            description = "exactly-once (the" + " default) or at-least-once")
    private String delivery = "";

    @Option(names = "--port", paramLabel = "N", description = "Kafka's port; 9092, or a free one where it is taken")
    private @Nullable Integer port;

    @Option(names = "--registry-port", paramLabel = "N", description = "the registry's port; 8081, or a free one")
    private @Nullable Integer registryPort;

    @Option(names = "--web-port", paramLabel = "N", description = "the web app's port; 8080, or a free one")
    private @Nullable Integer webPort;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "keep topics and schemas there for the next start;" + " without it they are gone at the end")
    private @Nullable Path directory;

    @Option(names = "--models", paramLabel = "DIR", description = "the model repository; the shipped one by default")
    private @Nullable Path models;

    @Option(
            names = "--sample",
            paramLabel = "DIR",
            description = "a folder per label, with PNGs; the shipped one by" + " default")
    private @Nullable Path sample;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the demo and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/inferencestream/quickstart/logback.xml");
        }
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        requireSense();
        PrintWriter notes =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        Path home = Path.of(System.getProperty("inference.stream.home", ""));
        try {
            Path folder = sample == null ? home.resolve("samples/fashion") : sample;
            DemoImages images = DemoImages.open(folder);
            say(notes, "Starting Kafka and a schema registry ...");
            boolean insists = port != null || registryPort != null;
            try (DemoCluster cluster = DemoCluster.start(
                    directory,
                    port == null ? exits ? 0 : 9092 : port,
                    registryPort == null ? exits ? 0 : 8081 : registryPort,
                    insists,
                    notes)) {
                return stream(cluster, home, folder, images, notes);
            }
        } catch (PortTakenException
                | CannotListenException
                | BrokerException
                | IOException
                | StartupException
                | RunException
                | SettingsException e) {
            spec.commandLine().getErr().println("demo: " + e.getMessage());
            return FAILED;
        }
    }

    private void requireSense() {
        if (imageCount < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--images is " + imageCount + ": give the number of images to send, 1 or more");
        }
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new ParameterException(
                    spec.commandLine(), "--rate is " + rate + ": give images per second, or 0 for as fast as they go");
        }
    }

    private int stream(DemoCluster cluster, Path home, Path folder, DemoImages images, PrintWriter notes)
            throws IOException, StartupException, RunException, InterruptedException {
        say(notes, "Loading the model and starting the stream ...");
        Path repository = models == null ? home.resolve("models") : models;
        try (DemoState state = DemoState.open(directory);
                StreamApp app = StreamApp.start(settings(cluster, repository, state), outcome -> {});
                GatewayApp gateway = DemoGateway.start(
                        cluster, folder, webPort == null ? exits ? 0 : 8080 : webPort, webPort != null)) {
            say(notes, "Watch it live: " + gateway.address() + "/live");
            RunReport report = send(cluster, images);
            report(report);
            if (!exits) {
                say(notes, Endpoints.of(cluster, gateway.address()));
                awaitInterrupt(app);
            }
            return report.isComplete() ? 0 : FAILED;
        }
    }

    private StreamSettings settings(DemoCluster cluster, Path repository, DemoState state) {
        return StreamSettings.parse(
                String.join(
                        "\n",
                        "application: demo",
                        "delivery: " + delivery,
                        "output: {deadLetters: " + DemoCluster.TOPICS.deadLetters() + "}",
                        "models: {repository: '" + repository + "', serve: [fashion]}",
                        "stateDirectory: '" + state.directory() + "'",
                        "registry: {schema.registry.url: '" + cluster.registryUrl() + "'}",
                        "kafka: {bootstrap.servers: '" + cluster.bootstrapServers() + "'}"),
                Map.of());
    }

    private RunReport send(DemoCluster cluster, DemoImages images) throws RunException, InterruptedException {
        RunSettings settings = new RunSettings(
                DemoCluster.TOPICS,
                RunSettings.Format.AVRO,
                KeyBy.ROUND_ROBIN,
                rate,
                null,
                null,
                PATIENCE,
                Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "schema.registry.url", cluster.registryUrl()));
        long total = images.total(imageCount);
        Progress progress = Terminal.isThere()
                ? new TerminalBar(total, true)
                : new PlainLines(System.err, total, true, LINE_EVERY, System::nanoTime);
        return new ProducerRun(settings, progress).execute(images.iterator(imageCount));
    }

    private void report(RunReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            spec.commandLine().getErr().print("\n" + SummaryText.of(report));
            spec.commandLine().getErr().flush();
            out.println(ReportJson.of(report));
        } else {
            out.print("\n" + SummaryText.of(report));
        }
        out.flush();
    }

    /** Waits for Ctrl-C; the end that follows must have time to answer and commit what is pending. */
    private static void awaitInterrupt(StreamApp app) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            app.close();
                            closed.countDown();
                        },
                        "end"));
        app.awaitEnd();
        closed.await();
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
