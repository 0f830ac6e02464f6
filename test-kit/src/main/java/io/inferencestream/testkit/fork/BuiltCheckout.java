package io.inferencestream.testkit.fork;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the programs of another checkout of this project, such as the commit before, so that both can run side by side. */
public final class BuiltCheckout {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path LIBRARIES = Path.of("target/classpath.txt");
    private static final String HOW_TO_BUILD = "; build that checkout with: mvn -Dmaven.test.skip=true package";

    private BuiltCheckout() {}

    /**
     * The class path of the module that has a class. Modules change their names, so that it is found by what is in it.
     *
     * @param checkout its folder, in which Maven has packaged every module
     * @param className fully qualified
     * @throws IllegalArgumentException if it is not built, with the command that builds it
     */
    public static String classPath(Path checkout, String className) {
        Path module = module(checkout, CLASSES.resolve(className.replace('.', '/') + ".class"));
        try {
            String libraries = Files.readString(module.resolve(LIBRARIES)).strip();
            for (String library : libraries.split(File.pathSeparator, -1)) {
                if (!Files.isReadable(Path.of(library))) {
                    throw new IllegalArgumentException(
                            "its class path names " + library + ", which is not there" + HOW_TO_BUILD);
                }
            }
            return module.resolve(CLASSES) + File.pathSeparator + libraries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path module(Path checkout, Path classFile) {
        try (Stream<Path> modules = Files.list(checkout)) {
            List<Path> found = modules.map(Path::toAbsolutePath)
                    .filter(module ->
                            Files.exists(module.resolve(classFile)) && Files.exists(module.resolve(LIBRARIES)))
                    .toList();
            if (found.size() != 1) {
                throw new IllegalArgumentException("one module has to have " + classFile + " and " + LIBRARIES
                        + ", but " + found.size() + " have in " + checkout + HOW_TO_BUILD);
            }
            return found.get(0);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + checkout, e);
        }
    }
}
