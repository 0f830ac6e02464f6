package io.inferencestream.producer.cli;

/** Points Logback at this command's own settings, under a name that no other jar has. */
final class Logging {
    private static final String PROPERTY = "logback.configurationFile";

    private Logging() {}

    /** To be called before the first logger is asked for; a configuration that the user names goes before ours. */
    static void configure() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "io/inferencestream/producer/cli/logback.xml");
        }
    }
}
