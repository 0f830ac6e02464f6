package io.inferencestream.chaos.process;

import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.testkit.fork.Fork;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stream that can be started: this build's, or another's.
 *
 * @param mainClass that is run
 * @param classPath on which it and {@link io.inferencestream.chaos.engine.ChaosEngine the fake engine} are
 */
public record Program(String mainClass, String classPath) {
    private static final Path ENGINE = Path.of("target/classes/io/inferencestream/chaos/engine/ChaosEngine.class");
    private static final Path LIBRARIES = Path.of("target/classpath.txt");
    private static final String HOW_TO_BUILD = "; build that checkout with: mvn -Dmaven.test.skip=true package";

    /** The stream of this build. */
    public static Program own() {
        return new Program(InferenceStream.class.getName(), Fork.ownClassPath());
    }

    /** The stream of this build without its commit barrier: the control, which has to lose records. */
    public static Program withoutBarrier() {
        return new Program(WithoutBarrier.class.getName(), Fork.ownClassPath());
    }

    /**
     * The stream of another checkout.
     *
     * @param checkout its folder, in which Maven has packaged every module
     * @throws IllegalArgumentException if it is not built
     */
    public static Program builtIn(Path checkout) {
        Path module = engineModule(checkout);
        try {
            String libraries = Files.readString(module.resolve(LIBRARIES)).strip();
            for (String library : libraries.split(File.pathSeparator, -1)) {
                if (!Files.isReadable(Path.of(library))) {
                    throw new IllegalArgumentException(
                            "its class path names " + library + ", which is not there" + HOW_TO_BUILD);
                }
            }
            String classes = module.resolve("target/classes").toString();
            return new Program(InferenceStream.class.getName(), classes + File.pathSeparator + libraries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Found by what is in it: modules change their names. */
    private static Path engineModule(Path checkout) {
        try (Stream<Path> modules = Files.list(checkout)) {
            List<Path> found = modules.map(Path::toAbsolutePath)
                    .filter(module -> Files.exists(module.resolve(ENGINE)) && Files.exists(module.resolve(LIBRARIES)))
                    .toList();
            if (found.size() != 1) {
                throw new IllegalArgumentException("one module has to have " + ENGINE + " and " + LIBRARIES + ", but "
                        + found.size() + " have in " + checkout + HOW_TO_BUILD);
            }
            return found.get(0);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + checkout, e);
        }
    }
}
