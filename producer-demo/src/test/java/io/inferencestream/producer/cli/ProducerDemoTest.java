package io.inferencestream.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProducerDemoTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void putAImage() throws IOException {
        Files.writeString(folder.resolve("1.png"), "image");
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("--await", "--rate", "--key-by", "Exit codes:");
    }

    @Test
    void wantsImages() {
        assertUsageError("no images");
    }

    @Test
    void namesThePlaceThatIsNotThere() {
        assertUsageError("nowhere: no such file or folder", folder + "/nowhere");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        String place = folder.toString();
        assertUsageError("--rate must be 0 or more: -5", place, "--rate", "-5");
        assertUsageError("--count must be at least 1: 0", place, "--count", "0");
        assertUsageError("--key-by must be", place, "--key-by", "colour");
        assertUsageError("write it as 500ms", place, "--timeout", "soon");
        assertUsageError("--format bytes", place, "--format", "bytes", "--model", "fashion");
        assertUsageError("--labels must be folder or a file", place, "--labels", "nowhere.csv");
        assertUsageError("--command-config cannot be read", place, "--command-config", "nowhere.properties");
        assertUsageError("Unknown option: '--nonsense'", place, "--nonsense");
    }

    @Test
    void refusesATableOfLabelsThatFitsNoImage() throws IOException {
        Path table = folder.resolve("labels.csv");
        Files.writeString(table, "2.png,bag\n");

        assertUsageError("1.png, has a label", folder + "/1.png", "--labels", table.toString());
    }

    @Test
    void namesWhatAFolderHoldsThatHoldsNoImage() throws IOException {
        Path notes = Files.createDirectory(folder.resolve("notes"));
        Files.writeString(notes.resolve("a.txt"), "no image");

        assertUsageError(
                "notes: holds no image, but 1 file that is no image: a.txt; --all-files sends them", notes.toString());
    }

    @Test
    void saysWhatItPassesOverUnlessAllFilesAreToBeSent() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), "1.png,bag\n");
        String[] nowhere = {
            "--bootstrap-server",
            "127.0.0.1:1",
            "--property",
            "default.api.timeout.ms=100",
            "--property",
            "request.timeout.ms=100",
            folder.toString()
        };

        run(nowhere);
        assertThat(err.toString())
                .startsWith(
                        "producer-demo: passes over 1 file that is no image: labels.csv; --all-files sends them too");

        err.getBuffer().setLength(0);
        run(Stream.concat(Stream.of(nowhere), Stream.of("--all-files")).toArray(String[]::new));
        assertThat(err.toString()).startsWith("producer-demo: no Kafka broker answers");
    }

    @Test
    void saysWithinSecondsThatNoBrokerAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        int code = run(
                folder.toString(),
                "--bootstrap-server",
                "127.0.0.1:" + free,
                "--property",
                "default.api.timeout.ms=1500",
                "--property",
                "request.timeout.ms=1000");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("no Kafka broker answers at 127.0.0.1:" + free);
    }

    private void assertUsageError(String message, String... args) {
        err.getBuffer().setLength(0);

        assertThat(run(args)).as("exit code of %s", String.join(" ", args)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
    }

    private int run(String... args) {
        return ProducerDemo.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
