package io.inferencestream.testkit.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A main class to run in a process of its own, and how. Immutable: each method gives another description.
 *
 * <p>Unless told otherwise, a process has the class path of this one, half a gigabyte of heap at most, and ends when its
 * heap is full.
 */
public final class Fork {
    private static final List<String> ALWAYS = List.of(
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED");
    private static final List<String> SMALL =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");
    private static final int WARNS_OF_UNSAFE = 23;
    private static final String TENSORFLOW_LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";

    private final String mainClass;
    private final String classPath;
    private final List<String> options;
    private final List<String> arguments;
    private final boolean isLoud;

    private Fork(String mainClass, String classPath, List<String> options, List<String> arguments, boolean isLoud) {
        this.mainClass = mainClass;
        this.classPath = classPath;
        this.options = options;
        this.arguments = arguments;
        this.isLoud = isLoud;
    }

    /** Runs that class. */
    public static Fork of(Class<?> mainClass) {
        return of(mainClass.getName());
    }

    /** Runs the class of that name, which need not be on the class path of this process. */
    public static Fork of(String mainClass) {
        return new Fork(mainClass, ownClassPath(), ALWAYS, List.of(), false);
    }

    /** The class path of this process; also where the build's test runner has put it into the manifest of a jar. */
    public static String ownClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    /** Runs with another class path. */
    public Fork classPath(String another) {
        return new Fork(mainClass, another, options, arguments, isLoud);
    }

    /** Starts quickly and takes little, for processes that live for seconds and share a machine. */
    public Fork small() {
        return options(SMALL);
    }

    /** Adds options of the JVM, such as {@code -Xmx1g}; of two that contradict each other the later one holds. */
    public Fork options(String... more) {
        return options(List.of(more));
    }

    /** Adds options of the JVM; see {@link #options(String...)}. */
    public Fork options(List<String> more) {
        return new Fork(mainClass, classPath, joined(options, more), arguments, isLoud);
    }

    /** Adds arguments of the program. */
    public Fork arguments(String... more) {
        return arguments(List.of(more));
    }

    /** Adds arguments of the program. */
    public Fork arguments(List<String> more) {
        return new Fork(mainClass, classPath, options, joined(arguments, more), isLoud);
    }

    /** Lets TensorFlow say whatever it has to say; by default it reports errors only. */
    public Fork loud() {
        return new Fork(mainClass, classPath, options, arguments, true);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * Starts a process.
     *
     * @param log takes everything that it prints; written anew
     */
    public ForkedJvm start(Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
        if (isLoud) {
            builder.environment().remove(TENSORFLOW_LOG_LEVEL);
        } else {
            builder.environment().putIfAbsent(TENSORFLOW_LOG_LEVEL, "2");
        }
        try {
            ForkedJvm forked = new ForkedJvm(builder.start(), log);
            Runtime.getRuntime().addShutdownHook(new Thread(forked::close, "end-fork"));
            return forked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }
}
