package io.inferencestream.bench.contestant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the class paths of the modules that hold peers, and builds those modules where they are missing. */
public final class PeerPaths {
    private final Path home;

    /** @param home the project's folder */
    public PeerPaths(Path home) {
        this.home = home;
    }

    /** Whether the module is built. */
    public boolean isBuilt(String module) {
        return Files.isRegularFile(file(module));
    }

    private Path file(String module) {
        return target(module).resolve("classpath.txt");
    }

    private Path target(String module) {
        return home.resolve("bench").resolve(module).resolve("target");
    }

    /** The command that builds all of them. */
    public List<String> buildCommand() {
        return List.of(
                "mvn",
                "-q",
                "-B",
                "-ntp",
                "-Dmaven.test.skip=true",
                "-Dspotless.check.skip=true",
                "-Ppeers",
                "-pl",
                "bench/flink,bench/parallel-consumer",
                "-am",
                "package");
    }

    /** The same as people type it, from any folder. */
    public String buildCommandLine() {
        return "(cd " + home + " && " + String.join(" ", buildCommand()) + ")";
    }

    /** Builds all of them, which takes minutes and fetches from Maven Central what is not there. */
    public void build() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(buildCommand())
                    .directory(home.toFile())
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the peers cannot be built, see above: " + buildCommandLine()
                        + "; or leave them out with --contestant");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The class path of a module that is built.
     *
     * @throws IllegalStateException if it is not; says which command builds it
     */
    public String classPath(String module) {
        if (!isBuilt(module)) {
            throw new IllegalStateException(module + " is not built yet; build it by: " + buildCommandLine());
        }
        try (Stream<Path> jars = Files.list(target(module))) {
            Path jar = jars.filter(file -> file.toString().endsWith("-SNAPSHOT.jar")
                            || file.getFileName().toString().matches("bench-.*\\d\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no jar in " + target(module) + "; build it by: " + buildCommandLine()));
            return jar
                    + java.io.File.pathSeparator
                    + Files.readString(file(module)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
