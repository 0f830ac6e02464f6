package io.inferencestream.kit.check;

/**
 * One thing that a check found.
 *
 * @param severity whether the stream can start with it
 * @param subject what it is about: a key such as {@code threads.stream}, or {@code topic images}
 * @param message what is wrong, half a sentence without a full stop
 * @param remedy what to do, one sentence or a command
 */
public record Finding(Severity severity, String subject, String message, String remedy) {

    /** Whether a stream can start. */
    public enum Severity {
        /** It cannot, or would break what it promises. */
        PROBLEM,
        /** It can; somebody should know. */
        WARNING
    }

    /** Something that a stream cannot start with; the arguments are the components. */
    public static Finding problem(String subject, String message, String remedy) {
        return new Finding(Severity.PROBLEM, subject, message, remedy);
    }

    public static Finding warning(String subject, String message, String remedy) {
        return new Finding(Severity.WARNING, subject, message, remedy);
    }

    public boolean isProblem() {
        return severity == Severity.PROBLEM;
    }

    @Override
    public String toString() {
        return severity + " " + subject + ": " + message + ". " + remedy;
    }
}
