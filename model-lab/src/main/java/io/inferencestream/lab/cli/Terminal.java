package io.inferencestream.lab.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person is watching. */
final class Terminal {
    private Terminal() {}

    /** True if input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Java 17 has no other sign; later ones are asked below.
    static boolean isWatched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is a console without a terminal too.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("Console.isTerminal cannot be asked", e);
        }
    }
}
