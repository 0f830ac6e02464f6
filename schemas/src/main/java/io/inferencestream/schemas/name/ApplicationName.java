package io.inferencestream.schemas.name;

/** The name that a stream has unless its settings give it one; programs that watch a stream find it under the same. */
public final class ApplicationName {
    private static final String PREFIX = "inference-stream-";

    private ApplicationName() {}

    /**
     * The default name of the stream that reads this topic: two streams on one cluster that read two topics are two
     * applications, whether or not anybody has named them.
     */
    public static String ofStreamThatReads(String inputTopic) {
        return PREFIX + inputTopic;
    }
}
