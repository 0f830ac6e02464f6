package io.inferencestream.stream.check;

/** The commands of ours that make the topics of a stream as it needs them. */
final class TopicRemedies {
    /** Makes the topics that are missing. */
    static final String CREATE = "inference-stream topics create -c FILE";

    /** Also changes those that are there. */
    static final String MEND = CREATE + " --mend";

    private TopicRemedies() {}
}
