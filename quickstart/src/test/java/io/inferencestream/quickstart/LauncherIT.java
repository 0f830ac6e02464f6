package io.inferencestream.quickstart;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launchers of a clone in which nothing is built, on a machine without Java, in a folder with a space in its name. */
final class LauncherIT {
    private static final Path CLONE = Path.of(System.getProperty("basedir", "."), "..");
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private Path clone = Path.of("");

    @BeforeEach
    void copyTheLaunchers() throws IOException {
        clone = Files.createDirectories(folder.resolve("a clone"));
        for (String part : List.of("bin", "demo")) {
            try (Stream<Path> files = Files.walk(CLONE.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, clone.resolve(CLONE.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        Path maven = Files.createDirectory(folder.resolve("path")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(maven, fromString("rwxr-xr-x"));
    }

    @Test
    void answerHelpAtOnceAndBuildNothing() throws Exception {
        for (Path program : programs()) {
            long start = System.nanoTime();
            Ended help = run(program, "--help");
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(help.out()).startsWith("Usage: " + program.getFileName());
            assertThat(help.err()).isEmpty();
            assertThat(help.code()).isZero();
            assertThat(took).isLessThan(AT_ONCE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "inference-stream, topics create --help, Usage: inference-stream topics create ",
        "inference-stream, dead-letters -h, Usage: inference-stream dead-letters ",
        "inference-stream, check --config x --help, Usage: inference-stream check ",
        "inference-stream, nonsense --help, Usage: inference-stream ",
        "gateway, key --help, Usage: gateway key ",
        "model-lab, models promote --help, Usage: model-lab models "
    })
    void answerHelpOfTheCommandThatIsAskedFor(String program, String arguments, String usage) throws Exception {
        Ended help = run(clone.resolve("bin").resolve(program), arguments.split(" "));

        assertThat(help.out()).startsWith(usage).doesNotContain("\n== ");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void sayThatTheyBuild() throws Exception {
        Ended build = run(clone.resolve("demo"), System.getProperty("java.home"), List.of());

        assertThat(build.err()).startsWith("quickstart: building, which takes some minutes the first time ...");
        assertThat(build.code()).isEqualTo(1);
    }

    /** Two programs that are started side by side build one after the other. */
    @Test
    void sayThatTheyWaitForAnotherBuild() throws Exception {
        Path held = folder.resolve("held");
        Path lock = Files.createDirectory(clone.resolve("target")).resolve("launch.lock");
        Process builder =
                new ProcessBuilder("flock", lock.toString(), "sh", "-c", "touch '" + held + "'; read end").start();
        await().until(() -> Files.exists(held));

        CompletableFuture<Ended> waiting = CompletableFuture.supplyAsync(
                () -> run(clone.resolve("demo"), System.getProperty("java.home"), List.of()));
        await().until(() -> Files.exists(folder.resolve("err"))
                && !Files.readString(folder.resolve("err")).isEmpty());
        builder.getOutputStream().close();

        assertThat(waiting.get(1, TimeUnit.MINUTES).err())
                .startsWith("quickstart: waiting for another program's build ...\nquickstart: building,");
    }

    private List<Path> programs() throws IOException {
        List<Path> programs = new ArrayList<>(List.of(clone.resolve("demo")));
        try (Stream<Path> files = Files.list(clone.resolve("bin"))) {
            files.filter(file -> !file.getFileName().toString().startsWith(".")).forEach(programs::add);
        }
        return programs;
    }

    private Ended run(Path program, String... arguments) {
        return run(program, "/nowhere", List.of(arguments));
    }

    private Ended run(Path program, String javaHome, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().put("JAVA_HOME", javaHome);
        process.environment().merge("PATH", folder.resolve("path").toString(), (path, first) -> first + ":" + path);
        try {
            Process running = process.start();
            assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Ended(running.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the launcher did not end: " + command, e);
        }
    }

    private record Ended(int code, String out, String err) {}
}
