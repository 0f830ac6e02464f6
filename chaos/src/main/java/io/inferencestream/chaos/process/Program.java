package io.inferencestream.chaos.process;

import io.inferencestream.chaos.engine.ChaosEngine;
import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.testkit.fork.BuiltCheckout;
import io.inferencestream.testkit.fork.Fork;
import java.nio.file.Path;

/**
 * A stream that can be started: this build's, or another's.
 *
 * @param mainClass that is run
 * @param classPath on which it and {@link ChaosEngine the fake engine} are
 */
public record Program(String mainClass, String classPath) {
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
        return new Program(
                InferenceStream.class.getName(), BuiltCheckout.classPath(checkout, ChaosEngine.class.getName()));
    }
}
